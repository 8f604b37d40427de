import { useLinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TaskSummary, TaskView } from '@/api/types';
import { Due, Moment } from '@/ui/Moment';
import { Avatar } from '@/ui/Person';
import { Priority } from '@/ui/Priority';
import { STATES, stateName } from '@/ui/State';
import classes from './Inbox.module.css';

type TaskRowProps = { task: TaskSummary; view: TaskView; current: boolean; phone: boolean };

/** One task: what to do, about what, for whom, until when. */
export function TaskRow({ task, view, current, phone }: TaskRowProps) {
  const { t } = useTranslation();
  const name = task.overdue && view !== 'done' ? 'overdue' : stateName(view === 'waiting' ? 'open' : task.status);
  const { icon: Icon, tone } = STATES[name];
  const target = view === 'waiting'
    ? { to: '/runs/$id' as const, params: { id: task.run } }
    : phone
      ? { to: '/tasks/$id' as const, params: { id: task.id } }
      : { to: '/inbox' as const, search: (old: object) => ({ ...old, task: task.id }) };
  // The link's own idea of being current follows the address, which names no task while the first of the list is shown.
  const link = useLinkProps({ ...target, replace: !phone && view !== 'waiting' });
  return (
    <a {...link} className={classes.row} aria-current={current ? 'true' : undefined} data-task={task.id} data-unread={task.unread || undefined}>
      <span className={classes.icon} data-tone={tone}><Icon size={18} role="img" aria-label={t(`state.${name}`)} /></span>
      <span className={classes.name}>{task.title}</span>
      <span className={classes.context}>{task.run_label}</span>
      <span className={classes.meta}>
        <span>{task.run}</span>
        <span aria-hidden>·</span>
        <span>{task.workflow?.title}</span>
        <Priority level={task.priority} />
        <Holder task={task} view={view} />
        <span className={classes.due}>
          {view === 'done' ? task.done_at && <Moment at={task.done_at} /> : <Due at={task.due} overdue={task.overdue} plain />}
        </span>
      </span>
    </a>
  );
}

function Holder({ task, view }: { task: TaskSummary; view: TaskView }) {
  const { t } = useTranslation();
  if (view === 'done') return task.choice_label ? <span className={classes.state}>{task.choice_label}</span> : null;
  if (view === 'mine') return null;
  if (task.assignee) return <span className={classes.state} title={task.assignee.name}><Avatar person={task.assignee} size={20} /> {task.assignee.name}</span>;
  return <span className={classes.state}>{task.offered_to?.group ?? t('inbox.unclaimed')}</span>;
}
