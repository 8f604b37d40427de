import { Button, Group, Stack, Textarea } from '@mantine/core';
import { MessageSquarePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTaskAction } from '@/api/tasks';
import type { Task } from '@/api/types';
import { Timeline } from '@/timeline/Timeline';
import { useKept } from '@/ui/shelf';
import { sayProblem } from '@/ui/toast';
import classes from './Progress.module.css';

/** What has happened in the run, and a place to say something to everybody in it. */
export function Activity({ task }: { task: Task }) {
  const { t } = useTranslation();
  const action = useTaskAction(task.id);
  const [writing, setWriting] = useKept(`${task.id}/writing`, false);
  const [text, setText] = useKept(`${task.id}/message`, '');
  const post = () => action.mutate({ kind: 'comments', text }, {
    onSuccess: () => { setText(''); setWriting(false); },
    onError: sayProblem,
  });
  return (
    <section aria-label={t('task.activity')}>
      <h3 className={classes.heading}>{t('task.activity')}</h3>
      <Timeline items={task.activity} label={t('task.activity')} />
      {task.may.comment && !writing && (
        <Button variant="subtle" size="compact-md" leftSection={<MessageSquarePlus size={16} />} onClick={() => setWriting(true)}>
          {t('task.addMessage')}
        </Button>
      )}
      {writing && (
        <Stack gap={8}>
          <Textarea label={t('task.message')} autosize minRows={2} autoFocus value={text} onChange={(event) => setText(event.currentTarget.value)} />
          <Group gap={8}>
            <Button size="sm" onClick={post} disabled={text.trim() === ''} loading={action.isPending}>{t('task.post')}</Button>
            <Button size="sm" variant="default" onClick={() => setWriting(false)}>{t('app.cancel')}</Button>
          </Group>
        </Stack>
      )}
    </section>
  );
}
