import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useResolve } from '@/api/runs';
import type { ExceptionItem, Resolution } from '@/api/types';
import { FieldInput } from '@/form/FieldInput';
import { PersonSelect } from '@/form/PersonSelect';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';
import { ChangeValues, MoveTarget } from './WaysOn';

const WAYS = ['supply', 'assign', 'skip', 'change', 'move', 'drop'] as const;

/** Gets a run going again: supplies what is missing, gives the step to somebody, or skips it. The reason is kept as evidence. */
export function ResolveModal({ problem, onClose }: { problem: ExceptionItem; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const ways = WAYS.filter((way) => problem.actions.includes(way));
  const resolve = useResolve(problem);
  const [how, setHow] = useState<Resolution['how']>(ways[0] ?? 'skip');
  const [person, setPerson] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body: Resolution = { how, reason: reason.trim() };
    if (how === 'supply') body.values = values;
    if (how === 'assign' && person) body.person = person;
    if (how === 'change') body.values = values;
    if (how === 'move' && to) body.to = to;
    resolve.mutate(body, { onSuccess: () => { say(t(how === 'drop' ? 'exceptions.dropped' : 'exceptions.resolved')); onClose(); } });
  };
  const ready = reason.trim() !== '' && (how !== 'assign' || person !== null) && (how !== 'move' || to !== null) && (how !== 'change' || Object.keys(values).length > 0);
  return (
    <Modal opened onClose={onClose} title={t('exceptions.resolve')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={18}>
          {resolve.error && <Failure error={resolve.error} />}
          <Radio.Group label={t('exceptions.how')} value={how} onChange={(next) => { setHow(next as Resolution['how']); setValues({}); }}>
            <Stack gap={10} mt={8}>{ways.map((way) => <Radio key={way} value={way} label={t(`exceptions.${way}`)} />)}</Stack>
          </Radio.Group>
          {how === 'supply' && problem.missing.map((field) => (
            <FieldInput
              key={field.id} field={field} value={values[field.id] ?? field.value} onBlur={() => undefined}
              onChange={(value) => setValues((old) => ({ ...old, [field.id]: value }))}
            />
          ))}
          {how === 'assign' && (
            <PersonSelect label={t('exceptions.person')} required value={person} onChange={setPerson} />
          )}
          {how === 'change' && <ChangeValues run={problem.run} values={values} onChange={setValues} />}
          {how === 'move' && <MoveTarget run={problem.run} step={problem.step ?? ''} value={to} onChange={setTo} />}
          <Textarea label={t('run.reason')} autosize minRows={2} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={!ready} loading={resolve.isPending}>{t('exceptions.resolve')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
