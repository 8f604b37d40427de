import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page, TaskSummary, TaskView } from '@/api/types';
import { Loaded } from '@/ui/Loaded';
import { More } from '@/ui/More';
import { grouped } from './groups';
import classes from './Inbox.module.css';
import { TaskRow } from './TaskRow';

type Query = UseInfiniteQueryResult<InfiniteData<Page<TaskSummary>>>;
type TaskListProps = { query: Query; view: TaskView; open: string | undefined; phone: boolean; filtered: boolean };

// Most who look have something to do: what stands there else comes only then.
const Nothing = lazy(() => import('./Nothing').then((module) => ({ default: module.Nothing })));

export function TaskList({ query, view, open, phone, filtered }: TaskListProps) {
  const { t } = useTranslation();
  return (
    <div id="inbox-list" tabIndex={-1}>
      <Loaded query={query as Parameters<typeof Loaded<InfiniteData<Page<TaskSummary>>>>[0]['query']}>
        {(data) => {
          const tasks = data.pages.flatMap((page) => page.items);
          if (tasks.length === 0) return <Suspense><Nothing view={view} filtered={filtered} /></Suspense>;
          const groups = view === 'done' ? [{ name: 'done' as const, tasks }] : grouped(tasks);
          // The list is in the order of the groups, so only the last one may go on in what is not loaded yet.
          const unfinished = query.hasNextPage ? groups.at(-1) : undefined;
          return groups.map((group) => (
            <section key={group.name} aria-labelledby={`group-${group.name}`}>
              <h2 className={classes.group} data-name={group.name} id={`group-${group.name}`}>
                {t(`inbox.group.${group.name}`)} <span className={classes.groupCount}>{group.tasks.length}{group === unfinished && '+'}</span>
              </h2>
              <ul className={classes.rows}>
                {group.tasks.map((task) => (
                  <li key={task.id}><TaskRow task={task} view={view} current={task.id === open} phone={phone} /></li>
                ))}
              </ul>
            </section>
          ));
        }}
      </Loaded>
      <More query={query} />
    </div>
  );
}
