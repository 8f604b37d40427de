import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDropSecret } from '@/api/machines';
import type { SecretItem } from '@/api/types';
import { Failure } from '@/ui/Failure';
import { useFocusBack } from '@/ui/useFocusBack';

/** Asks before a secret is forgotten: its value stands nowhere else, and what names it stops. */
export function DropSecret({ secret, users, onClose }: { secret: SecretItem; users: string; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const drop = useDropSecret();
  return (
    <Modal opened onClose={onClose} title={t('secrets.dropTitle', { name: secret.name })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        <Text>{t('secrets.dropLead')}</Text>
        {users && <Text>{t('secrets.dropUsed', { names: users })}</Text>}
        {drop.error && <Failure error={drop.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>{t('app.cancel')}</Button>
          <Button color="red.9" loading={drop.isPending} onClick={() => drop.mutate(secret.name, { onSuccess: onClose })}>{t('secrets.drop')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
