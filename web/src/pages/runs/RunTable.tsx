import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '@/api/types';
import { Due, Moment } from '@/ui/Moment';
import { Avatar, Person } from '@/ui/Person';
import { Priority } from '@/ui/Priority';
import { StateBadge } from '@/ui/State';
import table from '@/ui/Table.module.css';
import { runState } from './runState';
import classes from './Runs.module.css';

/** A table where there is room; on a phone each run is a card with the same facts. */
export function RunTable({ runs }: { runs: RunSummary[] }) {
  const { t } = useTranslation();
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('runs.run')}</th>
            <th scope="col">{t('runs.stateHead')}</th>
            <th scope="col">{t('runs.waitsFor')}</th>
            <th scope="col">{t('runs.startedBy')}</th>
            <th scope="col">{t('runs.dueHead')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className={classes.row}>
              <th scope="row" className={classes.name}>
                <Link to="/runs/$id" params={{ id: run.id }} className={`${table.link} ${classes.link}`}>{run.label}</Link>
                <span className={classes.sub}>
                  {run.id} · {run.workflow.title}
                  {run.business_key !== run.id && <> · <Link to="/runs" search={{ key: run.business_key }} className={classes.whole}>{t('runs.partOf', { key: run.business_key })}</Link></>}
                </span>
              </th>
              <td className={classes.state}><StateBadge state={runState(run)} label={run.outcome?.title} /> <Priority level={run.priority} /></td>
              <td className={classes.holder} data-empty={run.waits_for.length === 0 || undefined}><Waits run={run} /></td>
              <td className={classes.began}>{!run.starter && <span>{t(run.outside ? 'runs.outside' : 'runs.itself')}<span className={classes.sub}><Moment at={run.started} /></span></span>}{run.starter && <span className={classes.starter}><Avatar person={run.starter} size={22} /><span>{run.starter.name}<span className={classes.sub}><Moment at={run.started} /></span></span></span>}</td>
              <td className={classes.due}>{run.ended ? <span className={classes.nothing}>{t('run.ended')} <Moment at={run.ended} /></span> : <Due at={run.due} overdue={run.overdue} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const WAITED = ['worker', 'working', 'system', 'event', 'condition', 'time', 'run', 'asked'] as const;

function waitedWord(kind: string): (typeof WAITED)[number] {
  return WAITED.find((known) => known === kind) ?? 'time';
}

function Waits({ run }: { run: RunSummary }) {
  const { t } = useTranslation();
  if (run.waits_for.length === 0) return <span className={classes.nothing}><VisuallyHidden>{t('runs.nobody')}</VisuallyHidden><span aria-hidden>–</span></span>;
  return (
    <ul className={classes.waits}>
      {run.waits_for.map((wait, nth) => (
        <li key={wait.task ?? `${wait.step}-${nth}`}>
          {wait.who ? <Person person={wait.who} size={22} /> : <strong>{wait.waited ? t(`runs.waited.${waitedWord(wait.waited.kind)}`) : wait.group}</strong>}
          <span className={classes.sub}>{[wait.title, wait.item].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}
