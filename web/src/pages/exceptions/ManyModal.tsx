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
  // Nothing ends unless somebody says so.
  const [how, setHow] = useState<Way['how'] | null>(ways.find((one) => one.how !== 'cancel')?.how ?? null);
  const [person, setPerson] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const way = ways.find((one) => one.how === how);
  const first = way?.items[0];
  const left = (['change', 'move'] as const).some((one) => chosen.some((item) => item.actions.includes(one)) && !ways.some((other) => other.how === one));
  const needs = { assign: person !== null, move: to !== null, change: Object.keys(values).length > 0, skip: true, drop: true, cancel: true };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!way || how === null) return;
    const why = reason.trim();
    if (how === 'cancel') return onDo(way, { how, reason: why });
    const more = { ...(how === 'assign' && person && { person }), ...(how === 'move' && to && { to }), ...(how === 'change' && { values }) };
    return onDo(way, { how, reason: why, ...more });
  };
  return (
    <Modal opened onClose={onClose} title={t('exceptions.manyTitle', { count: chosen.length })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={18}>
          <Radio.Group label={t('exceptions.how')} description={left ? t('exceptions.manyHint') : undefined} value={how} onChange={(next) => { setHow(next as Way['how']); setValues({}); }}>
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
          {how === 'change' && way && first && <ChangeValues run={first.run} many={way.items.length > 1} values={values} onChange={setValues} />}
          {how === 'move' && first && <MoveTarget run={first.run} step={first.step ?? ''} value={to} onChange={setTo} />}
          <Textarea label={t('run.reason')} autosize minRows={2} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" color={how === 'cancel' ? 'red.9' : undefined} disabled={how === null || reason.trim() === '' || !needs[how]} loading={pending}>
              {t(how === 'cancel' ? 'exceptions.cancelRuns' : 'exceptions.resolve')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
