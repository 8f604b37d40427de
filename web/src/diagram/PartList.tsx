import { Link } from '@tanstack/react-router';
import { Flag, Workflow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Outline, OutlinePart } from '@/api/types';
import marked from '@/ui/Marked.module.css';
import { Tag } from '@/ui/State';
import type { FlowWords } from './outline';
import classes from './ProcessDiagram.module.css';
import { useFlowWords } from './useFlowWords';

/** The parts of a process in words: all that its picture shows. */
export function PartList({ outline, label }: { outline: Outline; label: string }) {
  const { parts } = outline;
  const words = useFlowWords(outline.labels);
  const titles = new Map(parts.map((part) => [part.id, part.title]));
  return <ol className={marked.list} aria-label={label}>{parts.map((part) => <Item key={part.id} part={part} titles={titles} words={words} />)}</ol>;
}

type ItemProps = { part: OutlinePart; titles: Map<string, string>; words: FlowWords };

function Item({ part, titles, words }: ItemProps) {
  const { t } = useTranslation();
  const Sign = part.workflow ? Workflow : Flag;
  return (
    <li className={marked.item} id={`process-${part.id}`}>
      <span className={marked.mark} aria-hidden><Sign size={15} /></span>
      <div className={marked.words}>
        <h3 className={marked.title}>
          {part.workflow ? <Link to="/workflows/$id" params={{ id: part.workflow }} className={classes.link}>{part.title}</Link> : part.title}
          {!part.workflow && <Tag>{t('parts.milestone')}</Tag>}
          {part.each.length > 0 && <Tag>{t('process.several')}</Tag>}
        </h3>
        <ul className={marked.facts}><Facts part={part} titles={titles} words={words} /></ul>
      </div>
    </li>
  );
}

/** What each of its runs is for, said in place of its name. */
function ofEach(text: string, each: string[]): string {
  return each.length > 0 ? text.replace(/\bitem$/, each.join(', ')) : text;
}

/** When it begins, under which condition, how often, and until when. */
function Facts({ part, titles, words }: ItemProps) {
  const { t } = useTranslation();
  const before = part.after.map((id) => titles.get(id) ?? id);
  return (
    <>
      <li>{before.length > 0 ? t(part.workflow ? 'process.after' : 'process.reached', { what: before.join(', '), count: before.length }) : t('process.atOnce')}</li>
      {part.when && <li>{t('process.onlyIf', { what: words.condition(part.when) })}</li>}
      {part.not_before && <li>{t('process.notBefore', { when: words.time(ofEach(part.not_before, part.each)) })}</li>}
      {part.each.length > 0 && <li>{t('process.each', { what: part.each.join(', ') })}</li>}
      {part.due && <li>{t('process.due', { when: words.time(part.due) })}</li>}
      {part.target && <li>{t('process.target', { when: part.target })}</li>}
    </>
  );
}
