import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCancelPreview, useRunAction } from '@/api/runs';
import type { CancelPreview, Run } from '@/api/types';
import { Failure } from '@/ui/Failure';
import { useFocusBack } from '@/ui/useFocusBack';
import { cancelShown } from './cancelShown';
import classes from '../editor/Moves.module.css';

const CancelEffect = lazy(() => import('./parts/CancelEffect').then((module) => ({ default: module.CancelEffect })));

/** Asks why a run is cancelled and whether what was done is undone; shows before what is withdrawn. */
export default function CancelModal({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const [reason, setReason] = useState('');
  const [undo, setUndo] = useState(false);
  // What is asked stays what was asked when this opened, also where somebody else cancels the run meanwhile.
  const [ending] = useState(run.ending != null);
  const preview = useCancelPreview(run.id);
  const action = useRunAction(run.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What is done is what was shown: where something happened since, it is refused and shown anew.
    action.mutate({ kind: 'cancel', reason: reason.trim(), how: ending ? 'force' : undoes ? 'undo' : 'keep', rev }, { onSuccess: onClose });
  };
  const error = action.error ?? preview.error;
  const { told, isOther, isReady, asks, rev } = cancelShown(preview, ending);
  const undoable = told?.undoable ?? [];
  const undoes = asks && undo;
  return (
    <Modal opened onClose={onClose} title={t(ending ? 'run.forceTitle' : 'run.cancelTitle', { run: run.id })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <Text c="dimmed">{t(ending ? 'run.forceLead' : 'run.cancelLead')}</Text>
          {error && <Failure error={error} />}
          {run.has_parts && <Suspense><CancelEffect id={run.id} /></Suspense>}
          {isOther && <Text role="alert">{t('run.cancelOther')}</Text>}
          {told && <Withdrawn preview={told} />}
          {asks && (
            <Checkbox
              checked={undo} onChange={(event) => setUndo(event.currentTarget.checked)}
              label={t('run.cancelUndo')} description={t('run.cancelUndoHelp')}
            />
          )}
          {undoable.length > 0 && (
            <Stack gap={8}>
              {ending && <Text fw={600}>{t('run.forceKept')}</Text>}
              <ul className={classes.list} aria-label={t(ending ? 'run.forceKept' : 'run.cancelUndoable')}>
                {undoable.map((one, nth) => <Undoable key={`${one.run ?? ''}-${one.step}-${nth}`} one={one} />)}
              </ul>
            </Stack>
          )}
          <Textarea label={t('run.reason')} autosize minRows={3} required data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" color="red.9" disabled={reason.trim() === '' || !isReady} loading={action.isPending}>{t(ending ? 'run.force' : undoes ? 'run.cancelAndUndo' : 'run.cancel')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What is taken back, and what is done because of it. */
function Withdrawn({ preview }: { preview: CancelPreview }) {
  const { t } = useTranslation();
  const shown = preview.withdrawn.filter((one) => one.kind !== 'block');
  return (
    <div role="status">
      <Text fw={600}>{t('run.cancelWithdrawn')}</Text>
      <ul className={classes.list}>
        {shown.map((one, nth) => (
          <li key={`${one.step}-${nth}`}>
            {one.title}
            {one.people.length > 0 && ` (${one.people.join(', ')})`}
            {one.kind === 'run' && ` (${one.run ? t('run.cancelRun', { run: one.run }) : t('run.cancelOtherRun')})`}
            {one.kind === 'job' && ` (${t('run.cancelJob')})`}
          </li>
        ))}
        {shown.length === 0 && <li>{t('run.cancelNothing')}</li>}
        {preview.timers > 0 && <li>{t('moves.timersGone', { count: preview.timers })}</li>}
        {preview.done_first.map((title, nth) => <li key={`${title}-${nth}`}>{t('run.cancelDone', { step: title })}</li>)}
      </ul>
    </div>
  );
}

/** A step that could be undone, of this run or of one that it waits for; of a run that one may not see it is only said that there is one. */
function Undoable({ one }: { one: CancelPreview['undoable'][number] }) {
  const { t } = useTranslation();
  if (one.by.length === 0 && one.run) return <li>{t('run.cancelUndoneItself', { step: one.title, run: one.run })}</li>;
  if (one.by.length === 0) return <li>{t('run.cancelUndoneElsewhere')}</li>;
  const said = t('run.cancelUndoneBy', { step: one.title, by: one.by.join(', ') });
  return <li>{one.run ? t('run.cancelUndoneIn', { run: one.run, said }) : said}</li>;
}
