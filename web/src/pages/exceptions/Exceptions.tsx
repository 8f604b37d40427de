import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemsOf } from '@/api/pages';
import { useExceptions, useResolveMany, type OneOfMany } from '@/api/runs';
import type { ExceptionItem } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { More } from '@/ui/More';
import { Page } from '@/ui/Page';
import { say, sayProblem } from '@/ui/toast';
import { ProblemBanner } from '../run/ProblemBanner';
import { Chosen } from './Chosen';
import classes from './Exceptions.module.css';

const ManyModal = lazy(() => import('./ManyModal').then((module) => ({ default: module.ManyModal })));

/** Every run that cannot go on by itself, with what to do about it. */
export function Exceptions() {
  const { t } = useTranslation();
  const query = useExceptions();
  const [ids, choose] = useState<string[]>([]);
  // The dialog keeps those that were chosen when it was opened: news may take them out of the list meanwhile.
  const [many, setMany] = useState<ExceptionItem[] | null>(null);
  const resolve = useResolveMany();
  const act = async (items: ExceptionItem[], body: OneOfMany) => {
    const { done, failed, problem } = await resolve.mutateAsync({ items, body });
    const cancelled = body !== 'retry' && body.how === 'cancel';
    const tried = (id: string) => items.some((item) => item.id === id || (cancelled && id.startsWith(`${item.run}!`)));
    choose((old) => [...failed, ...old.filter((id) => !tried(id))]);
    if (failed.length === 0) setMany(null);
    const what = body === 'retry' ? 'retriedMany' : cancelled ? 'cancelledMany' : 'resolvedMany';
    if (done > 0) say(t(`exceptions.${what}`, { count: done }));
    if (problem) sayProblem(problem);
  };
  return (
    <Page title={t('nav.exceptions')} lead={t('exceptions.lead')}>
      <Loaded query={query} lines={3}>
        {(data) => {
          const open = itemsOf(data).filter((item) => item.state === 'open');
          if (open.length === 0) return <Empty icon={ShieldCheck} title={t('exceptions.none')} text={t('exceptions.noneText')} />;
          const mine = open.filter((item) => item.actions.length > 0);
          const toggle = (id: string) => choose(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
          return (<>
            {mine.length > 1 && (
              <Chosen
                all={mine} chosen={mine.filter((item) => ids.includes(item.id))} pending={resolve.isPending} onChoose={choose}
                onRetry={(items) => void act(items, 'retry')} onResolve={() => setMany(mine.filter((item) => ids.includes(item.id)))}
              />
            )}
            <ul className={classes.list}>
              {open.map((problem) => (
                <li key={problem.id}>
                  <h2 className={classes.run}>
                    {mine.length > 1 && problem.actions.length > 0 && (
                      <Checkbox aria-label={t('exceptions.choose', { run: problem.run })} checked={ids.includes(problem.id)} onChange={() => toggle(problem.id)} />
                    )}
                    <span className={classes.name}><Link to="/runs/$id" params={{ id: problem.run }} className={classes.link}>{problem.run_label}</Link> <span className={classes.key}>{problem.run} · {problem.workflow.title}</span></span>
                  </h2>
                  <ProblemBanner problem={problem} inList />
                </li>
              ))}
            </ul>
          </>);
        }}
      </Loaded>
      <More query={query} />
      {many && <Suspense><ManyModal chosen={many} pending={resolve.isPending} onClose={() => setMany(null)} onDo={(way, body) => void act(way.items, body)} /></Suspense>}
    </Page>
  );
}
