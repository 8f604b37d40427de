import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTaskCounts, useTasks } from '@/api/tasks';
import type { TaskSummary, TaskView as View } from '@/api/types';
import { announce } from '@/ui/announce';
import { useTitle } from '@/ui/Page';
import { KeepsHere } from '@/ui/shelf';
import { TaskView } from '../task/TaskView';
import classes from './Inbox.module.css';
import { InboxHead } from './InboxHead';
import { NothingChosen } from './NothingChosen';
import { TaskList } from './TaskList';
import { useInboxKeys } from './useInboxKeys';

const TaskDrawer = lazy(() => import('./TaskDrawer').then((module) => ({ default: module.TaskDrawer })));

/** What do I do next: the list, and the task beside it where there is room. */
export function Inbox() {
  const { t } = useTranslation();
  useTitle(t('nav.inbox'));
  const search = useSearch({ from: '/shell/inbox' });
  const navigate = useNavigate({ from: '/inbox' });
  const view = search.view ?? 'mine';
  const query = useTasks({ view, workflow: search.workflow, priority: search.priority, q: search.q });
  const filtered = Boolean(search.q ?? search.workflow ?? search.priority);
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const beside = useMediaQuery('(min-width: 1100px)', window.innerWidth >= 1100, { getInitialValueInEffect: false });
  const phone = useMediaQuery('(max-width: 767px)', window.innerWidth < 768, { getInitialValueInEffect: false });
  const first = useFirst(view, tasks, beside && view !== 'waiting');
  const open = search.task ?? first;
  useAnnounceArrivals(view, tasks);

  // An empty list needs nothing beside it; one that a filter emptied keeps its place.
  const alone = query.data !== undefined && tasks.length === 0 && !search.task && !filtered;

  const choose = (task: string | undefined) => void navigate({ search: (old) => ({ ...old, task }), replace: true });
  const entering = useInboxKeys({ tasks, open, choose, phone, enabled: view !== 'waiting' });
  const onDone = (next: string | null) => {
    choose(next ?? undefined);
    window.requestAnimationFrame(() => document.getElementById('inbox-list')?.focus({ preventScroll: true }));
  };

  return (
    <KeepsHere><div className={classes.inbox} data-alone={alone || undefined}>
      <section className={classes.listPane} aria-label={t('inbox.list')}>
        <InboxHead view={view} search={search}>
          <TaskList query={query} view={view} open={open} phone={phone} filtered={filtered} />
        </InboxHead>
      </section>
      {beside && !alone && (
        <section className={classes.taskPane} aria-label={t('inbox.task')}>
          {open ? <TaskView key={open} id={open} onDone={onDone} level={2} focused={entering === open} /> : <NothingChosen view={view} empty={tasks.length === 0} />}
        </section>
      )}
      {!beside && search.task && <Suspense><TaskDrawer id={search.task} phone={phone} onDone={onDone} onClose={() => choose(undefined)} /></Suspense>}
    </div></KeepsHere>
  );
}

/** The task that is shown while none was chosen: the first of the list, kept as long as it is there. */
function useFirst(view: View, tasks: TaskSummary[], enabled: boolean): string | undefined {
  const kept = useRef<{ view: View; id: string | undefined }>({ view, id: undefined });
  const still = kept.current.view === view && tasks.some((task) => task.id === kept.current.id);
  if (!still) kept.current = { view, id: tasks[0]?.id };
  return enabled ? kept.current.id : undefined;
}

function useAnnounceArrivals(view: View, tasks: TaskSummary[]) {
  const { t } = useTranslation();
  const counts = useTaskCounts();
  const [seen, setSeen] = useState<number | null>(null);
  const mine = counts.data?.mine;
  useEffect(() => {
    if (mine === undefined) return;
    if (seen !== null && mine > seen) announce(t('inbox.arrived', { count: mine - seen }));
    setSeen(mine);
  }, [mine, seen, t, view, tasks.length]);
}
