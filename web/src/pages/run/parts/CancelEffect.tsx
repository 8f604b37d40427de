import { useTranslation } from 'react-i18next';
import { useParts } from '@/api/parts';
import { Notice } from '@/ui/Notice';

/** What cancelling a run does to others, told before it is done. */
export function CancelEffect({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useParts(id);
  if (!data) return null;
  const needed = data.needed_by;
  const under = data.parts.flatMap((part) => part.runs).filter((one) => one.run?.state === 'running' && !one.detached);
  const names = under.map((one) => `${one.run?.label} (${one.run?.id})`).join(', ');
  if (!needed?.waits && under.length === 0) return null;
  return (
    <Notice tone="warn" title={t('parts.effect')}>
      {needed?.waits && <p>{t('parts.effectAbove', { run: needed.run.label, key: needed.run.id })}</p>}
      {needed?.waits && needed.holds.length > 0 && <p>{t('parts.effectBehind', { what: needed.holds.map((one) => one.title).join(', ') })}</p>}
      {under.length > 0 && <p>{t('parts.effectUnder', { what: names })}</p>}
    </Notice>
  );
}
