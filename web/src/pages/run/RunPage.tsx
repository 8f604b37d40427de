import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useRun } from '@/api/runs';
import type { Run } from '@/api/types';
import { Diagram } from '@/diagram/Diagram';
import { flowState } from '@/diagram/state';
import { Known } from '@/form/Known';
import { Timeline } from '@/timeline/Timeline';
import box from '@/ui/Box.module.css';
import { CountTabs } from '@/ui/CountTabs';
import { Loaded } from '@/ui/Loaded';
import { Votes } from '@/ui/Votes';
import { useKeys } from '@/ui/useKeys';
import back from '../task/TaskPage.module.css';
import { Ending } from './Ending';
import { Files } from './Files';
import { ProblemBanner } from './ProblemBanner';
import { RunHeader } from './RunHeader';
import classes from './RunPage.module.css';
import { WaitsFor } from './WaitsFor';

const Parts = lazy(() => import('./parts/Parts').then((module) => ({ default: module.Parts })));

export function RunPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/shell/runs/$id' });
  const query = useRun(id);
  return (
    <div className={classes.page}>
      <Link to="/runs" className={back.back}><ArrowLeft size={16} aria-hidden /> {t('nav.runs')}</Link>
      <Loaded query={query} lines={8}>{(run) => <RunBody run={run} />}</Loaded>
    </div>
  );
}

/** Where it stands, why, what was done, and the proof. The chosen step is one in the diagram, the timeline and the address. */
function RunBody({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { step, tab = 'timeline' } = useSearch({ from: '/shell/runs/$id' });
  const navigate = useNavigate({ from: '/runs/$id' });
  const choose = (next: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, step: next === old.step ? undefined : next }), replace: true });
  const show = (next: typeof tab) => void navigate({ search: (old) => ({ ...old, tab: next === 'timeline' ? undefined : next }), replace: true });
  useRunKeys(run, step, choose, show);

  const title = run.steps.find((one) => one.id === step)?.title ?? step;
  const items = step ? run.timeline.filter((item) => item.step === step) : run.timeline;
  return (
    <>
      <RunHeader run={run} />
      {run.ending && <Ending ending={run.ending} />}
      {run.problems.map((problem) => <ProblemBanner key={problem.id} problem={problem} />)}
      <WaitsFor run={run} onStep={choose} />
      {run.has_parts && <Suspense><Parts run={run} /></Suspense>}
      {run.steps.map((one) => one.votes && (one.state === 'open' || one.id === step) && <Votes key={one.id} votes={one.votes} title={one.title} />)}
      <div className={classes.columns} data-alone={run.process || undefined}>
        {!run.process && <section className={box.box} aria-label={t('run.diagram')}>
          <h2 className={box.heading}>{t('run.diagram')} <span className={classes.version}>{t('run.version', { version: run.version })}</span></h2>
          <Diagram outline={run.outline} state={flowState(run)} selected={step} onSelect={choose} label={t('run.diagramOf', { run: run.id })} />
        </section>}
        <section className={box.box} aria-label={t('run.record')}>
          <CountTabs
            label={t('run.record')} value={tab} onChange={show}
            tabs={[
              { value: 'timeline', label: t('run.timeline') },
              { value: 'data', label: t('run.data'), count: run.values.length },
              { value: 'files', label: t('run.files'), count: run.files.length },
            ]}
          >
            <div className={classes.panel}>
              {tab === 'timeline' && step && (
                <p className={classes.filter}>
                  {t('run.onlyStep', { step: title })} <button type="button" className={classes.all} onClick={() => choose(undefined)}>{t('run.showAll')}</button>
                </p>
              )}
              {tab === 'timeline' && (items.length > 0
                ? <Timeline items={items} label={t('run.timeline')} step={step} onStep={choose} />
                : <p className={classes.filter}>{t('run.nothingYet')}</p>)}
              {tab === 'data' && <Known fields={run.values} withSource />}
              {tab === 'files' && <Files files={run.files} />}
            </div>
          </CountTabs>
        </section>
      </div>
    </>
  );
}

type Tab = 'timeline' | 'data' | 'files';

function useRunKeys(run: Run, step: string | undefined, choose: (step: string) => void, show: (tab: Tab) => void) {
  const order = run.steps.map((one) => one.id);
  const move = (by: number) => {
    const next = order[Math.max(0, Math.min(order.length - 1, order.indexOf(step ?? '') + by))];
    if (next && next !== step) choose(next);
  };
  useKeys({ '[': () => move(-1), ']': () => move(1), t: () => show('timeline'), d: () => show('data') });
}
