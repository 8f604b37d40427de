import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Failure } from '@/ui/Failure';
import { Notice } from '@/ui/Notice';
import type { useDefinitionDraft } from './useDefinitionDraft';

type DraftNoticeProps = { draft: ReturnType<typeof useDefinitionDraft>; retry: () => void };

/** Why the draft is not saved, with the ways on: whose text stays where two have changed it, another try for all else. */
export function DraftNotice({ draft, retry }: DraftNoticeProps) {
  const { t } = useTranslation();
  if (draft.error === null) return null;
  if (draft.theirs === null) return <Failure error={draft.error} title={t('editor.notSaved')} retry={retry} />;
  const ways = (
    <>
      <Button size="sm" variant="default" loading={draft.saving} onClick={draft.keepMine}>{t('form.keepMine')}</Button>
      <Button size="sm" variant="default" onClick={() => window.location.reload()}>{t('form.takeTheirs')}</Button>
    </>
  );
  return <Notice tone="warn" role="alert" title={t('editor.elsewhere')} actions={ways}>{t('editor.elsewhereText')}</Notice>;
}
