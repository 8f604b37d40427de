import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTaskAction } from '@/api/tasks';
import type { Task } from '@/api/types';
import { Failure } from '@/ui/Failure';
import { useForget, useKept } from '@/ui/shelf';
import { say } from '@/ui/toast';
import classes from './Acceptance.module.css';

/** What was handed over is taken as it is, or given back with the reason: before that nobody works on it. */
export function Acceptance({ task, onDone }: { task: Task; onDone: (next: string | null) => void }) {
  const { t } = useTranslation();
  const action = useTaskAction(task.id);
  const [checked, setChecked] = useKept<number[]>(`${task.id}/accepted`, []);
  const [refusing, setRefusing] = useKept(`${task.id}/refusing`, false);
  const [comment, setComment] = useKept(`${task.id}/why`, '');
  const forget = useForget();
  // Awaited, not told by callbacks: news of it may take this box from the page before the answer is here.
  const clear = () => forget(`${task.id}/accepted`, `${task.id}/refusing`, `${task.id}/why`);
  const points = task.accept ?? [];
  const tick = (nth: number, on: boolean) => setChecked(on ? [...checked, nth] : checked.filter((one) => one !== nth));
  const accept = () => void action.mutateAsync({ kind: 'accept', checked }, { onSuccess: () => say(t('task.accepted')) }).then(clear, () => undefined);
  const handBack = () => void action.mutateAsync({ kind: 'hand-back', comment: comment.trim() }, {
    onSuccess: () => { say(t('task.handedBack')); onDone(null); },
  }).then(clear, () => undefined);
  return (
    <section className={classes.box} aria-label={t('task.acceptTitle')}>
      <h3 className={classes.heading}>{t('task.acceptTitle')}</h3>
      <p className={classes.lead}>{t('task.acceptLead')}</p>
      {action.error && <Failure error={action.error} />}
      {points.length > 0 && (
        <Stack gap={10} mb={16}>
          <p className={classes.points} id="accept-points">{t('task.acceptPoints')}</p>
          {points.map((point, nth) => (
            <Checkbox key={point} size="md" label={point} checked={checked.includes(nth)} onChange={(event) => tick(nth, event.currentTarget.checked)} />
          ))}
        </Stack>
      )}
      {refusing && (
        <Textarea
          mb={16} autosize minRows={2} maxRows={10} required autoFocus
          label={t('task.handBackWhy')} value={comment} onChange={(event) => setComment(event.currentTarget.value)}
        />
      )}
      <Group gap={12}>
        {!refusing && <Button size="md" onClick={accept} aria-describedby={points.length > 0 ? 'accept-points' : undefined} loading={action.isPending} disabled={checked.length < points.length}>{t('task.accept')}</Button>}
        {refusing
          ? <Button size="md" onClick={handBack} loading={action.isPending} disabled={comment.trim() === ''}>{t('task.handBack')}</Button>
          : <Button size="md" variant="default" onClick={() => setRefusing(true)}>{t('task.handBack')}</Button>}
        {refusing && <Button size="md" variant="default" onClick={() => setRefusing(false)}>{t('app.cancel')}</Button>}
      </Group>
    </section>
  );
}
