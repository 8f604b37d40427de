import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { SCOPES, useAddToken } from '@/api/account';
import type { Scope } from '@/api/types';
import { Failure } from '@/ui/Failure';
import { useFocusBack } from '@/ui/useFocusBack';

export function TokenModal({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const add = useAddToken();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read', 'work']);
  const [until, setUntil] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen: Scope[] = SCOPES.filter((scope) => scopes.includes(scope));
    const expires = until ? new Date(`${until}T23:59:59`).toISOString() : null;
    add.mutate({ name: name.trim(), scopes: chosen, expires }, { onSuccess: ({ secret }) => { onMade(secret); onClose(); } });
  };
  return (
    <Modal opened onClose={onClose} title={t('tokens.add')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={18}>
          {add.error && <Failure error={add.error} />}
          <TextInput label={t('tokens.name')} description={t('tokens.nameHelp')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Checkbox.Group label={t('tokens.scopes')} value={scopes} onChange={setScopes}>
            <Stack gap={10} mt={8}>{SCOPES.map((scope) => <Checkbox key={scope} value={scope} label={t(`tokens.scope.${scope}`)} />)}</Stack>
          </Checkbox.Group>
          <TextInput type="date" label={t('tokens.expires')} description={t('tokens.expiresHelp')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={scopes.length === 0} loading={add.isPending}>{t('tokens.make')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
