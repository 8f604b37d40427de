import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { OneOfMany } from '@/api/runs';
import type { ExceptionItem } from '@/api/types';
import { PersonSelect } from '@/form/PersonSelect';
import { useFocusBack } from '@/ui/useFocusBack';
import { ChangeValues, MoveTarget } from '../run/WaysOn';
import { waysOf, type Way } from './ways';

type ManyProps = {
  chosen: ExceptionItem[]; pending: boolean; onClose: () => void; onDo: (way: Way, body: OneOfMany) => void;
};

/** One way on for all that are chosen, with one reason. A way that only some of them have says for how many it is. */
export function ManyModal({ chosen, pending, onClose, onDo }: ManyProps) {
  const { t } = useTranslation();
  useFocusBack();
  const ways = waysOf(chosen);
  const [how, setHow] = useState(ways[0]?.how ?? 'cancel');
  const [person, setPerson] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const way = ways.find((one) => one.how === how);
  const first = way?.items[0];
  const needs = { assign: person !== null, move: to !== null, change: Object.keys(values).length > 0, skip: true, drop: true, cancel: true };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!way) return;
    const why = reason.trim();
    if (how === 'cancel') return onDo(way, { how, reason: why });
    const more = { ...(how === 'assign' && person && { person }), ...(how === 'move' && to && { to }), ...(how === 'change' && { values }) };
    return onDo(way, { how, reason: why, ...more });
  };
  return (
    <Modal opened onClose={onClose} title={t('exceptions.manyTitle', { count: chosen.length })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={18}>
          <Radio.Group label={t('exceptions.how')} description={ways.some((one) => one.how === 'change') ? undefined : t('exceptions.manyHint')} value={how} onChange={(next) => { setHow(next as Way['how']); setValues({}); }}>
            <Stack gap={10} mt={8}>
              {ways.map((one) => (
                <Radio
                  key={one.how} value={one.how}
                  label={t('exceptions.howMany', { way: t(one.how === 'cancel' ? 'exceptions.cancelRuns' : `exceptions.${one.how}`), count: one.items.length })}
                />
              ))}
            </Stack>
          </Radio.Group>
          {how === 'assign' && <PersonSelect label={t('exceptions.person')} required value={person} onChange={setPerson} />}
          {how === 'change' && first && <ChangeValues run={first.run} values={values} onChange={setValues} />}
          {how === 'move' && first && <MoveTarget run={first.run} step={first.step ?? ''} value={to} onChange={setTo} />}
          <Textarea label={t('run.reason')} autosize minRows={2} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={reason.trim() === '' || !needs[how]} loading={pending}>{t('exceptions.resolve')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
