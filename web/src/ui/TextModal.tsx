import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from './Failure';
import { useFocusBack } from './useFocusBack';

type TextModalProps = {
  title: string;
  lead?: string;
  note?: ReactNode;
  label: string;
  submit: string;
  danger?: boolean;
  send: (text: string) => Promise<unknown>;
  onClose: () => void;
};

/** Asks for one text, a reason or a message, and closes when the server has taken it. */
export function TextModal({ title, lead, note, label, submit, danger = false, send, onClose }: TextModalProps) {
  const { t } = useTranslation();
  useFocusBack();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await send(text.trim());
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={(event) => void onSubmit(event)}>
        <Stack gap={16}>
          {lead && <Text c="dimmed">{lead}</Text>}
          {note}
          {error !== null && <Failure error={error} />}
          <Textarea label={label} autosize minRows={3} required data-autofocus value={text} onChange={(event) => setText(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" color={danger ? 'red.9' : undefined} disabled={text.trim() === ''} loading={busy}>{submit}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
