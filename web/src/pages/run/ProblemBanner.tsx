import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useResolve } from '@/api/runs';
import type { ExceptionItem } from '@/api/types';
import { Since } from '@/ui/Since';
import { Notice } from '@/ui/Notice';
import { sentences } from '@/ui/sentence';
import { say, sayProblem } from '@/ui/toast';
import classes from './ProblemBanner.module.css';

const ResolveModal = lazy(() => import('./ResolveModal').then((module) => ({ default: module.ResolveModal })));

/** What is stuck, since when, and the ways out the server offers. */
export function ProblemBanner({ problem, inList = false }: { problem: ExceptionItem; inList?: boolean }) {
  const { t } = useTranslation();
  const resolve = useResolve(problem);
  const [open, layer] = useDisclosure(false);
  if (problem.state !== 'open') return null;
  const others = problem.actions.filter((action) => action !== 'retry');
  const retry = () => resolve.mutate('retry', { onSuccess: () => say(t('exceptions.retried')), onError: sayProblem });
  const actions = (
    <>
      {problem.actions.includes('retry') && <Button size="sm" loading={resolve.isPending} onClick={retry}>{t('exceptions.retry')}</Button>}
      {others.length > 0 && <Button size="sm" variant="default" onClick={layer.open}>{t('exceptions.resolve')}</Button>}
    </>
  );
  return (
    <Notice
      tone="bad" role={inList ? undefined : 'status'}
      title={problem.title ? t('exceptions.at', { step: problem.title }) : t('exceptions.stuck')}
      actions={problem.actions.length > 0 ? actions : undefined}
    >
      <div>{sentences(problem.sentence, problem.remedy)}</div>
      {problem.message && <div className={classes.said}><span>{t('exceptions.said')}</span> {problem.message}</div>}
      {problem.came && (
        <details className={classes.came}>
          <summary>{t('exceptions.came')}</summary>
          <pre>{JSON.stringify(problem.came, null, 2)}</pre>
        </details>
      )}
      <div className={classes.since}>{t('exceptions.stuckFor')} <Since at={problem.since} /> · <code>{problem.code}</code></div>
      {open && <Suspense><ResolveModal problem={problem} onClose={layer.close} /></Suspense>}
    </Notice>
  );
}
