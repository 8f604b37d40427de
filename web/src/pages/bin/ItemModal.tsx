import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBinned, useRestoreDesign } from '@/api/bin';
import type { BinnedDesign } from '@/api/types';
import { useDraft } from '@/api/workflows';
import { SideBySide } from '@/compare/SideBySide';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import { Notice } from '@/ui/Notice';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';
import { Source } from '../workflow/Source';

type ItemModalProps = { item: BinnedDesign; mayRestore: boolean; onClose: () => void };

/** What is in the bin, beside the draft that stands in its place where there is one; both change places when it is restored. */
export function ItemModal({ item, mayRestore, onClose }: ItemModalProps) {
  const { t } = useTranslation();
  useFocusBack();
  const text = useBinned(item.item);
  const draft = useDraft(item.id, item.kind === 'decision' ? 'decisions' : 'workflows');
  const restore = useRestoreDesign(item.item);
  const there = item.kind === 'draft' ? draft.data : null;
  const send = () =>
    restore.mutate(there?.rev ?? null, {
      onSuccess: () => { say(t('bin.isBack', { title: item.title })); onClose(); },
      onError: () => void draft.refetch(),
    });
  const error = text.error ?? draft.error ?? restore.error;
  return (
    <Modal opened onClose={onClose} size="xl" title={item.title} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        {error && <Failure error={error} />}
        {!text.data && !text.error && <Lines count={6} />}
        {there && <Notice tone="warn" title={t('bin.draftThere')}>{t('bin.changePlaces')}</Notice>}
        {text.data && (there
          ? <SideBySide was={there.source} now={text.data.source} names={[t('bin.theDraft'), t('bin.fromBin')]} />
          : <Source text={text.data.source} label={t('workflow.sourceOf', { title: item.title })} />)}
        {mayRestore && (
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button data-autofocus disabled={!text.data || there === undefined} loading={restore.isPending} onClick={send}>{t('bin.restore')}</Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}
