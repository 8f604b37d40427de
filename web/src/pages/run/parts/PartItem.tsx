import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunOfPart, RunPart } from '@/api/types';
import { Lines } from '@/ui/Loaded';
import marked from '@/ui/Marked.module.css';
import { STATES, StateBadge, stateName, Tag } from '@/ui/State';
import { dateOnly, span } from '@/ui/time';
import { runState } from '../../runs/runState';
import { Forecast } from './Forecast';
import { cardState, partWord } from './partState';
import classes from './Parts.module.css';

const Inside = lazy(() => import('./Inside').then((module) => ({ default: module.Inside })));

type PartItemProps = { part: RunPart; titles: Map<string, string>; delayed: boolean };

/** One workflow or milestone of a process in words: all that the picture shows, and its runs. */
export function PartItem({ part, titles, delayed }: PartItemProps) {
  const { t } = useTranslation();
  const state = stateName(cardState(part));
  const Icon = STATES[state].icon;
  const over = part.state === 'done' || part.state === 'skipped';
  const named = (ids: string[]) => ids.map((id) => titles.get(id) ?? id).join(', ');
  const runs = part.runs.filter((one) => one.run || part.runs.length > 1);
  return (
    <li className={marked.item} id={`part-${part.id}`} data-state={state}>
      <span className={marked.mark} aria-hidden><Icon size={15} strokeWidth={2.4} /></span>
      <div className={marked.words}>
        <h3 className={marked.title}>
          {part.title} <span className={classes.word}>{t(`parts.state.${partWord(part.state)}`)}</span>
          {part.critical && !over && <Tag tone="accent">{t('parts.onPath')}</Tag>}
          {!part.workflow && <Tag>{t('parts.milestone')}</Tag>}
          {part.late && <Tag tone="bad">{t(over ? 'parts.wasLate' : 'parts.late')}</Tag>}
        </h3>
        <ul className={marked.facts}>
          {part.waits_for.length > 0 && <li>{t('parts.waitsFor', { what: named(part.waits_for) })}</li>}
          <Forecast part={part} />
          {part.due && <li>{t('parts.due', { when: dateOnly(part.due) })}</li>}
          {(part.slack_seconds ?? 0) > 0 && <li>{t('parts.slack', { span: span((part.slack_seconds ?? 0) * 1000) })}</li>}
          {delayed && part.moved_seconds > 0 && <li className={classes.moved}>{t('parts.moved', { span: span(part.moved_seconds * 1000) })}</li>}
          {delayed && part.moved_seconds === 0 && !over && <li>{t('parts.stays')}</li>}
        </ul>
        {part.left_out > 0 && <p className={classes.sub}>{t('parts.leftOut', { count: part.left_out })}</p>}
        {runs.length > 0 && <ul className={classes.runs}>{runs.map((one, index) => <RunRow key={one.run?.id ?? index} one={one} />)}</ul>}
      </div>
    </li>
  );
}

function RunRow({ one }: { one: RunOfPart }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const { run } = one;
  if (!run) {
    return <li className={classes.later}>{one.not_before ? t('parts.notBefore', { when: dateOnly(one.not_before) }) : t(`parts.state.${partWord(one.state)}`)}</li>;
  }
  const holders = run.waits_for.filter((wait) => !wait.waited).map((wait) => t('parts.with', { who: wait.who?.name ?? wait.group ?? t('actor.system'), what: wait.title }));
  return (
    <li>
      <div className={classes.run}>
        <StateBadge state={runState(run)} label={run.outcome?.title} />
        <Link to="/runs/$id" params={{ id: run.id }} className={classes.name}>{run.label}</Link>
        <span className={classes.key}>{run.id}</span>
        {holders.length > 0 && <span className={classes.sub}>{holders.join('; ')}</span>}
        <Button
          size="compact-sm" variant="subtle" aria-expanded={shown} aria-label={t('parts.openRun', { run: run.id })} onClick={() => setShown(!shown)}
          leftSection={shown ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
        >
          {t('parts.openHere')}
        </Button>
      </div>
      {shown && <Suspense fallback={<Lines count={2} />}><Inside id={run.id} /></Suspense>}
    </li>
  );
}
