import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MadeSecret } from '@/api/types';
import { useFocusBack } from '@/ui/useFocusBack';
import classes from './Editor.module.css';

/** The secrets that publishing made for webhooks: shown once, the server keeps them sealed. */
export function MadeSecrets({ secrets, onDone }: { secrets: MadeSecret[]; onDone: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Modal opened onClose={onDone} title={t('editor.secretsMade')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        <Text c="dimmed">{t('editor.secretsOnce')}</Text>
        {secrets.map((secret) => (
          <Stack key={secret.name} gap={6}>
            <Text fw={600}>{t('editor.secretOf', { webhook: secret.webhook, name: secret.name })}</Text>
            <code className={classes.secret}>{secret.value}</code>
            <CopyButton value={secret.value}>
              {({ copied, copy }) => <Button size="sm" variant="default" onClick={copy}>{t(copied ? 'app.copied' : 'app.copy')}</Button>}
            </CopyButton>
          </Stack>
        ))}
        <Group justify="flex-end"><Button onClick={onDone}>{t('app.done')}</Button></Group>
      </Stack>
    </Modal>
  );
}
