import { Flag, Workflow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Picture } from '@/diagram/Picture';
import type { RunPart, RunParts } from '@/api/types';
import card from '@/diagram/FlowDiagram.module.css';
import { STATES, stateName } from '@/ui/State';
import { dateOnly } from '@/ui/time';
import { cardState, neededWord, partWord } from './partState';
import classes from './Parts.module.css';

/** What waits for what; the ways of the critical path are strong. The list below says the same. */
export function PartPicture({ parts, label }: { parts: RunParts; label: string }) {
  const ways = parts.parts.flatMap((part) => part.after.map((from) => {
    const at = parts.critical.indexOf(part.id);
    return { from, to: part.id, marked: at > 0 && parts.critical[at - 1] === from, faint: part.workflow === null };
  }));
  return <div className={classes.picture}><Picture things={parts.parts} ways={ways} label={label} draw={(part) => <Card part={part} />} /></div>;
}

function Card({ part }: { part: RunPart }) {
  const { t } = useTranslation();
  const state = stateName(cardState(part));
  const Icon = STATES[state].icon;
  const Sign = part.workflow ? Workflow : Flag;
  const over = part.state === 'done' || part.state === 'skipped';
  return (
    <a href={`#part-${part.id}`} className={`${card.card} ${classes.card}`} data-kind="step" data-state={state} data-critical={part.critical || undefined}>
      <span className={card.sign}><Sign size={17} aria-hidden /></span>
      <span className={card.words}>
        <span className={card.title}>{part.title}</span>
        <span className={card.detail}>{neededWord(part) === 'no' ? t('parts.state.skipped') : part.state !== 'skipped' && over ? t('parts.ended', { when: dateOnly(part.ends) }) : t('parts.soon', { when: dateOnly(part.ends) })}</span>
      </span>
      {part.state !== 'waiting' && <span className={card.badge}><Icon size={12} strokeWidth={2.6} aria-hidden /> {t(`parts.state.${partWord(part.state)}`)}</span>}
    </a>
  );
}
