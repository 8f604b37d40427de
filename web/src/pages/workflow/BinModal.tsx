import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBinDesign } from '@/api/bin';
import type { Noun } from '@/api/workflows';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

type BinModalProps = { noun: Noun; id: string; title: string; what: 'draft' | 'whole'; rev: number; left: boolean; onClose: () => void };

/** Throws a draft, or all of a design, into the bin. `left`: whether something of it is there afterwards. */
export function BinModal({ noun, id, title, what, rev, left, onClose }: BinModalProps) {
  const { t } = useTranslation();
  useFocusBack();
  const navigate = useNavigate();
  const bin = useBinDesign(noun, id);
  const send = () =>
    bin.mutate(what === 'draft' ? { draft: rev } : {}, {
      onSuccess: () => {
        say(t('bin.isIn', { title }));
        onClose();
        if (!left) void navigate({ to: `/${noun}` });
      },
    });
  return (
    <Modal opened onClose={onClose} title={t(`bin.${what}Title`, { title })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        <Text c="dimmed">{t(`bin.${what}Lead`)}</Text>
        {bin.error && <Failure error={bin.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>{t('app.cancel')}</Button>
          <Button color="red.9" loading={bin.isPending} onClick={send}>{t('bin.throw')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
