import { Button } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CheckCheck, Inbox as InboxIcon, SearchX, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Page, TaskSummary, TaskView } from '@/api/types';
import { useMay } from '@/api/session';
import { useWorkflows } from '@/api/workflows';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { More } from '@/ui/More';
import { FirstSteps } from './FirstSteps';
import { grouped } from './groups';
import classes from './Inbox.module.css';
import { TaskRow } from './TaskRow';

type Query = UseInfiniteQueryResult<InfiniteData<Page<TaskSummary>>>;
type TaskListProps = { query: Query; view: TaskView; open: string | undefined; phone: boolean; filtered: boolean };
const ICONS = { mine: InboxIcon, teams: UsersRound, waiting: CheckCheck, done: CheckCheck };

export function TaskList({ query, view, open, phone, filtered }: TaskListProps) {
  const { t } = useTranslation();
  return (
    <div id="inbox-list" tabIndex={-1}>
      <Loaded query={query as Parameters<typeof Loaded<InfiniteData<Page<TaskSummary>>>>[0]['query']}>
        {(data) => {
          const tasks = data.pages.flatMap((page) => page.items);
          if (tasks.length === 0) return <Nothing view={view} filtered={filtered} />;
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

function Nothing({ view, filtered }: { view: TaskView; filtered: boolean }) {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  const workflows = useWorkflows();
  if (filtered) {
    const clear = <Button component={Link} to={view === 'mine' ? '/inbox' : `/inbox?view=${view}`} variant="default">{t('inbox.clearFilters')}</Button>;
    return <Empty icon={SearchX} title={t('inbox.noMatch')} text={t('inbox.noMatchText')} action={clear} />;
  }
  const bare = workflows.data?.every((one) => one.live_version === null) ?? false;
  if (view === 'mine' && mayDesign && bare) return <FirstSteps />;
  const start = view === 'mine' || view === 'waiting' ? <Button component={Link} to="/start" variant="light">{t('inbox.startOne')}</Button> : null;
  return <Empty icon={ICONS[view]} title={t(`inbox.empty.${view}`)} text={t(`inbox.empty.${view}Text`)} action={start} />;
}
