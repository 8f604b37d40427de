import { Check, CloudOff, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { timeOnly } from '@/ui/time';
import classes from './form.module.css';
import type { Draft } from './useDraft';

/** "Saved 12:04": that nothing typed so far can be lost. What was saved in another window is not written over without a word. */
export function DraftStatus({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  if (draft.status === 'idle') return null;
  if (draft.status === 'failed') {
    return (
      <span className={classes.status} role="status" data-failed>
        <CloudOff size={15} aria-hidden /> {t('form.notSaved')}
        <button type="button" className={classes.again} onClick={draft.flush}>{t('failure.retry')}</button>
      </span>
    );
  }
  if (draft.status === 'elsewhere') {
    return (
      <span className={classes.status} role="status" data-failed>
        <CloudOff size={15} aria-hidden /> {t('form.elsewhere')}
        <button type="button" className={classes.again} onClick={draft.keepMine}>{t('form.keepMine')}</button>
        <button type="button" className={classes.again} onClick={() => window.location.reload()}>{t('form.takeTheirs')}</button>
      </span>
    );
  }
  const saved = draft.status === 'saved' && draft.savedAt;
  return (
    <span className={classes.status} role="status">
      {saved ? <Check size={15} aria-hidden /> : <LoaderCircle size={15} aria-hidden />}
      {saved ? t('form.saved', { time: timeOnly(draft.savedAt ?? '') }) : t('form.saving')}
    </span>
  );
}
