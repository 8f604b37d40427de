import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '@/ui/Failure';
import { Notice } from '@/ui/Notice';
import type { useDefinitionDraft } from './useDefinitionDraft';

const MergeModal = lazy(() => import('./MergeModal').then((module) => ({ default: module.MergeModal })));

type DraftNoticeProps = { draft: ReturnType<typeof useDefinitionDraft>; retry: () => void };

/** Why the draft is not saved, with the ways on: where two have changed it, both texts are looked at and joined, or one stays. */
export function DraftNotice({ draft, retry }: DraftNoticeProps) {
  const { t } = useTranslation();
  const [merging, merge] = useDisclosure(false);
  if (draft.aside !== null && draft.error === null) {
    const again = <Button size="sm" variant="default" onClick={draft.takeAside}>{t('merge.again')}</Button>;
    return <Notice tone="accent" role="status" title={t('merge.aside')} actions={again} />;
  }
  if (draft.error === null) return null;
  if (draft.theirs === null || draft.id === null) return <Failure error={draft.error} title={t('editor.notSaved')} retry={retry} />;
  const ways = (
    <>
      <Button size="sm" onClick={merge.open}>{t('merge.look')}</Button>
      <Button size="sm" variant="default" loading={draft.saving} onClick={() => void draft.keepMine()}>{t('form.keepMine')}</Button>
      <Button size="sm" variant="default" loading={draft.saving} onClick={() => void draft.takeTheirs()}>{t('form.takeTheirs')}</Button>
    </>
  );
  return (
    <>
      <Notice tone="warn" role="alert" title={t('editor.elsewhere')} actions={ways}>{t('editor.elsewhereText')}</Notice>
      {merging && <Suspense><MergeModal noun={draft.noun} id={draft.id} base={draft.base} mine={draft.source} take={draft.takeMerged} onClose={merge.close} /></Suspense>}
    </>
  );
}
