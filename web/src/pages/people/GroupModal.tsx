import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { useAddGroup } from '@/api/people';
import { errorsOf } from '@/form/faults';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

export function GroupModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const add = useAddGroup();
  const [title, setTitle] = useState('');
  const [handle, setHandle] = useState('');
  const errors = add.error instanceof Problem ? errorsOf(add.error) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ title: title.trim(), handle: handle.trim() }, { onSuccess: () => { say(t('people.saved', { name: title })); onClose(); } });
  };
  return (
    <Modal opened onClose={onClose} title={t('people.addGroup')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          {add.error && <Failure error={add.error} />}
          <TextInput label={t('people.groupTitle')} required data-autofocus value={title} error={errors['title']} onChange={(event) => setTitle(event.currentTarget.value)} />
          <TextInput label={t('people.handle')} description={t('people.handleHelp')} required value={handle} error={errors['handle']} onChange={(event) => setHandle(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" loading={add.isPending}>{t('people.addGroup')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
