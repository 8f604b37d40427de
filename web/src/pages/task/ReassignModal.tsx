import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllPeople } from '@/api/people';
import { useTaskAction } from '@/api/tasks';
import type { Task } from '@/api/types';
import { PersonSelect } from '@/form/PersonSelect';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

/** Gives the task to somebody else, with the reason on record. */
export function ReassignModal({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const people = useAllPeople();
  const action = useTaskAction(task.id);
  const [to, setTo] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const send = () => {
    if (!to) return;
    action.mutate({ kind: 'reassign', to, comment }, {
      onSuccess: () => { say(t('task.reassigned', { name: people.data?.find((one) => one.id === to)?.name ?? to })); onClose(); },
    });
  };
  return (
    <Modal opened onClose={onClose} title={t('task.reassign')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        {action.error && <Failure error={action.error} />}
        <PersonSelect label={t('task.reassignTo')} value={to} onChange={setTo} data-autofocus required fits={(person) => person.active && person.id !== task.assignee?.id} />
        <Textarea label={t('task.reassignWhy')} autosize minRows={2} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
          <Button onClick={send} disabled={!to} loading={action.isPending}>{t('task.reassign')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
