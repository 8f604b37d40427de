/** Under which heading a task stands. Whether it is overdue is the server's word; the rest is the calendar. */
import type { TaskSummary } from '@/api/types';
import { daysAway } from '@/ui/time';

export const GROUPS = ['overdue', 'today', 'week', 'later', 'none'] as const;
export type GroupName = (typeof GROUPS)[number];

export function groupOf(task: Pick<TaskSummary, 'due' | 'overdue'>): GroupName {
  if (task.overdue) return 'overdue';
  if (!task.due) return 'none';
  const days = daysAway(task.due);
  if (days <= 0) return 'today';
  return days < 7 ? 'week' : 'later';
}

/** The groups that hold something, in their order; the server's order stays inside each. */
export function grouped<T extends Pick<TaskSummary, 'due' | 'overdue'>>(tasks: T[]): { name: GroupName; tasks: T[] }[] {
  return GROUPS.map((name) => ({ name, tasks: tasks.filter((task) => groupOf(task) === name) })).filter(({ tasks: some }) => some.length > 0);
}
