import { useTranslation } from 'react-i18next';
import type { RunPart } from '@/api/types';
import { dateOnly } from '@/ui/time';
import { neededWord } from './partState';

/** Until when a part is expected to last, and from what that is known: three items of its list of facts at most. */
export function Forecast({ part }: { part: RunPart }) {
  const { t } = useTranslation();
  const needed = neededWord(part);
  if (part.state === 'skipped') return null;
  if (needed === 'no') return <li>{t('parts.needed.no')}</li>;
  const over = part.state === 'done';
  return (
    <>
      {needed === 'undecided' && <li>{t('parts.needed.undecided')}</li>}
      {part.state === 'waiting' && part.workflow && <li>{t('parts.begins', { when: dateOnly(part.begins) })}</li>}
      <li>{t(over ? 'parts.ended' : 'parts.until', { when: dateOnly(part.ends) })}<Source part={part} /></li>
    </>
  );
}

/** From what it is known how long it takes. */
function Source({ part }: { part: RunPart }) {
  const { t } = useTranslation();
  const { estimate } = part;
  if (!estimate) return part.guessed && part.state !== 'done' ? <> ({t('parts.guessedBefore')})</> : null;
  const took = { usual: estimate.usual ?? '', slow: estimate.slow ?? '' };
  const runs = () => (typeof estimate.runs === 'number' ? t('parts.fromRuns', { count: estimate.runs, ...took }) : t('parts.fromSome', took));
  const longer = part.guessed && part.state !== 'waiting';
  const from = estimate.from === 'runs' ? (longer ? t('parts.longer') : runs()) : t(estimate.from === 'target' ? 'parts.fromTarget' : 'parts.guessed');
  return <> ({from}{estimate.from !== 'nothing' && part.guessed && !longer && <>; {t('parts.guessedBefore')}</>})</>;
}
