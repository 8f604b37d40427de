import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useResolveMany } from '@/api/runs';
import type { ExceptionItem } from '@/api/types';
import { say, sayProblem } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';
import classes from './Exceptions.module.css';

type ChosenProps = { all: ExceptionItem[]; chosen: ExceptionItem[]; onChoose: (ids: string[]) => void };

/** What can be done with all that are chosen: each is done for itself, and what could not be done stays chosen. */
export function Chosen({ all, chosen, onChoose }: ChosenProps) {
  const { t } = useTranslation();
  const [skipping, skip] = useDisclosure(false);
  const resolve = useResolveMany();
  const can = (way: string) => chosen.filter((item) => item.actions.includes(way));
  const act = (how: 'retry' | 'skip', reason?: string) =>
    resolve.mutate({ items: can(how), how, reason }, {
      onSuccess: ({ done, failed, problem }) => {
        onChoose([...failed, ...chosen.filter((item) => !item.actions.includes(how)).map((item) => item.id)]);
        skip.close();
        if (done > 0) say(t(how === 'retry' ? 'exceptions.retriedMany' : 'exceptions.skippedMany', { count: done }));
        if (problem) sayProblem(problem);
      },
    });
  return (
    <div className={classes.bar}>
      <Checkbox
        label={chosen.length === 0 ? t('exceptions.chooseAll') : t('exceptions.chosen', { count: chosen.length })}
        checked={chosen.length === all.length} indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => onChoose(event.currentTarget.checked ? all.map((item) => item.id) : [])}
      />
      <Group gap={8}>
        <Button size="sm" disabled={can('retry').length === 0} loading={resolve.isPending} onClick={() => act('retry')}>{t('exceptions.retry')}</Button>
        <Button size="sm" variant="default" disabled={can('skip').length === 0} onClick={skip.open}>{t('exceptions.skipMany')}</Button>
      </Group>
      {skipping && <SkipModal count={can('skip').length} pending={resolve.isPending} onClose={skip.close} onSkip={(reason) => act('skip', reason)} />}
    </div>
  );
}

type SkipProps = { count: number; pending: boolean; onClose: () => void; onSkip: (reason: string) => void };

function SkipModal({ count, pending, onClose, onSkip }: SkipProps) {
  const { t } = useTranslation();
  useFocusBack();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSkip(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={t('exceptions.skipTitle', { count })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={18}>
          <Textarea label={t('run.reason')} autosize minRows={2} required data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={reason.trim() === ''} loading={pending}>{t('exceptions.skipMany')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
