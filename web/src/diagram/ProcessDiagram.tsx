import { Flag, Workflow } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '@/api/types';
import card from './FlowDiagram.module.css';
import { signOf } from './kinds';
import type { FlowWords } from './outline';
import { PartList } from './PartList';
import { Picture } from './Picture';
import { processPicture, type Drawn } from './processPicture';
import classes from './ProcessDiagram.module.css';
import { useFlowWords } from './useFlowWords';

/** A process: what waits for what as a picture where there is room, and under it a list that says all of it. */
export function ProcessDiagram({ outline, label }: { outline: Outline; label: string }) {
  const words = useFlowWords(outline.labels);
  const { things, ways } = useMemo(() => processPicture(outline, words), [outline, words]);
  return (
    <div className={classes.process} role="group" aria-label={label}>
      <Picture things={things} ways={ways} label={label} draw={(thing) => <Card thing={thing} words={words} />} />
      <PartList outline={outline} label={label} />
    </div>
  );
}

function Card({ thing, words }: { thing: Drawn; words: FlowWords }) {
  const { t } = useTranslation();
  const { part } = thing;
  if (!part) {
    const Sign = signOf(thing.kind === 'start' ? 'start' : 'end');
    return (
      <div className={`${card.card} ${classes.pill}`} data-kind={thing.kind}>
        <span className={card.sign}><Sign size={15} aria-hidden /></span>
        <span className={card.words}><span className={card.title} title={thing.title}>{thing.title}</span></span>
      </div>
    );
  }
  const Sign = part.workflow ? Workflow : Flag;
  const several = part.each.length > 0;
  const detail = [part.when && t('process.onlyIf', { what: words.condition(part.when) }), (part.due && words.time(part.due)) ?? part.target].filter(Boolean).join(' · ');
  return (
    <a href={`#process-${part.id}`} className={`${card.card} ${classes.card}`} data-kind="step" data-several={several || undefined} data-milestone={!part.workflow || undefined}>
      <span className={card.sign}><Sign size={17} aria-hidden /></span>
      <span className={card.words}>
        <span className={card.title} title={part.title}>{part.title}</span>
        {detail && <span className={card.detail}>{detail}</span>}
      </span>
      {several && <span className={card.badge}>{t('process.several')}</span>}
    </a>
  );
}
