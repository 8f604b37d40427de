import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDraft, useRestoreVersion, type Noun } from '@/api/workflows';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import { Moment } from '@/ui/Moment';
import { Notice } from '@/ui/Notice';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

type RestoreModalProps = { noun: Noun; id: string; version: number; onClose: () => void };

/** Makes an earlier version the draft. A draft that is there is told, can be looked at, and goes into the bin: nothing is lost. */
export function RestoreModal({ noun, id, version, onClose }: RestoreModalProps) {
  const { t } = useTranslation();
  useFocusBack();
  const navigate = useNavigate();
  const draft = useDraft(id, noun);
  const restore = useRestoreVersion(noun, id);
  const there = draft.data;
  const send = () =>
    restore.mutate({ version, rev: there?.rev ?? null }, {
      onSuccess: () => {
        say(t('workflow.restored', { version }));
        void navigate({ to: `/${noun}/$id/edit`, params: { id } });
      },
      // Somebody saved it meanwhile: what is there now is shown.
      onError: () => void draft.refetch(),
    });
  return (
    <Modal opened onClose={onClose} title={t('workflow.restoreOf', { version })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        <Text c="dimmed">{t('workflow.restoreLead', { version })}</Text>
        {(draft.error ?? restore.error) && <Failure error={draft.error ?? restore.error} />}
        {there === undefined && !draft.error && <Lines count={2} />}
        {there && (
          <Notice tone="warn" title={there.by ? t('workflow.draftOf', { name: there.by.name }) : t('workflow.draftThere')}>
            <p><Moment at={there.at} />. {t('workflow.draftGoes')}</p>
            <Link to={`/${noun}/$id/compare`} params={{ id }} search={{ from: `v${version}`, to: 'draft' }} target="_blank">{t('workflow.lookAtBoth')}</Link>
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
          <Button data-autofocus disabled={there === undefined} loading={restore.isPending} onClick={send}>{t(there ? 'workflow.restoreOver' : 'workflow.restore')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
