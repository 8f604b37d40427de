import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Workflow } from '@/api/types';
import { Moment } from '@/ui/Moment';
import { Notice } from '@/ui/Notice';
import { dateTimeIn } from '@/ui/time';
import classes from './WorkflowPage.module.css';

/** As many waiting runs are counted; one more stands for all that are beyond. */
const COUNTED = 1000;

/** How the live version starts, when it comes next, what began last, and what waits before its first step. */
export function HowItStarts({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation();
  const known = workflow.starts;
  if (!known) return null;
  return (
    <section className={classes.starts} aria-label={t('workflow.starts')}>
      {known.waiting > 0 && (
        <Notice tone="warn" title={known.waiting > COUNTED ? t('workflow.waitingMany', { max: COUNTED }) : t('workflow.waiting', { count: known.waiting })}>
          <Link to="/exceptions">{t('workflow.toExceptions')}</Link>
        </Notice>
      )}
      <h2 className={classes.startsTitle}>{t('workflow.starts')}</h2>
      <ul className={classes.startList}>
        {known.starts.map((start, index) => (
          <li key={index}>
            <span>{start.sentence}</span>
            {start.next.length > 0 && (
              <span className={classes.times}>
                {t('workflow.next', { zone: start.zone ?? 'UTC' })} {start.next.map((at, nth) => <span key={at}>{nth > 0 && ' · '}<time dateTime={at}>{dateTimeIn(at, start.zone ?? 'UTC')}</time></span>)}
              </span>
            )}
            {start.last && <span className={classes.times}>{t('workflow.lastTime')} <Moment at={start.last} /></span>}
          </li>
        ))}
      </ul>
      {known.last && (
        <p className={classes.times}>
          {t('workflow.lastRun')} <Link to="/runs/$id" params={{ id: known.last.id }}>{known.last.label || known.last.id}</Link>, <Moment at={known.last.started} />
        </p>
      )}
    </section>
  );
}
