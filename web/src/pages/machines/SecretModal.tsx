import { Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetSecret } from '@/api/machines';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

/** Gives a secret its value, a new one or the one of this name. */
export function SecretModal({ name: known, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const set = useSetSecret();
  const [name, setName] = useState(known);
  const [value, setValue] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate({ name: name.trim(), value }, { onSuccess: () => { say(t('secrets.isSet')); onClose(); } });
  };
  return (
    <Modal opened onClose={onClose} title={known ? t('secrets.replace') : t('secrets.add')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit} autoComplete="off">
        <Stack gap={18}>
          {set.error && <Failure error={set.error} />}
          <TextInput label={t('secrets.name')} description={t('secrets.nameHelp')} required readOnly={known !== ''} data-autofocus={known === ''} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <PasswordInput label={t('secrets.value')} description={t('secrets.valueHelp')} required autoComplete="new-password" data-autofocus={known !== ''} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={name.trim() === '' || value === ''} loading={set.isPending}>{t('secrets.set')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
