import { useTranslation } from 'react-i18next';
import type { Run } from '@/api/types';
import { Notice } from '@/ui/Notice';

/** A run that is about to end: it goes on until what is done for that is over. */
export function Ending({ ending }: { ending: NonNullable<Run['ending']> }) {
  const { t } = useTranslation();
  const title = ending.outcome ? t('run.endingWith', { outcome: ending.outcome }) : t('run.endingCancelled');
  return <Notice tone="warn" title={title} role="status">{ending.undoes ? t('run.endingUndoes') : t('run.endingWaits')}</Notice>;
}
