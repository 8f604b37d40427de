import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '@/api/people';
import { useTaskAction } from '@/api/tasks';
import type { Task } from '@/api/types';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

/** Gives the task to somebody else, with the reason on record. */
export function ReassignModal({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const people = usePeople();
  const action = useTaskAction(task.id);
  const [to, setTo] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const options = (people.data?.items ?? [])
    .filter((person) => person.active !== false && person.id !== task.assignee?.id)
    .map((person) => ({ value: person.id, label: person.name }));
  const send = () => {
    if (!to) return;
    action.mutate({ kind: 'reassign', to, comment }, {
      onSuccess: () => { say(t('task.reassigned', { name: options.find((one) => one.value === to)?.label ?? to })); onClose(); },
    });
  };
  return (
    <Modal opened onClose={onClose} title={t('task.reassign')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        {action.error && <Failure error={action.error} />}
        <Select label={t('task.reassignTo')} data={options} value={to} onChange={setTo} searchable data-autofocus required />
        <Textarea label={t('task.reassignWhy')} autosize minRows={2} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
          <Button onClick={send} disabled={!to} loading={action.isPending}>{t('task.reassign')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
