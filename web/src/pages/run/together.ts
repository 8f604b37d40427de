/** What a run waits for, with what many items wait for alike put together: thirty cards that differ in a name would hide all else. */
import type { Run } from '@/api/types';

export type Wait = Run['waits_for'][number];

/** So many that wait alike are told one by one. */
const ALONE_MAX = 3;

/** Those that wait for the same at the same step stand together, where they are many; each in its place, the others as they came. */
export function together(waits: Wait[]): Wait[][] {
  const groups = new Map<string, Wait[]>();
  for (const wait of waits) {
    const alike = JSON.stringify([wait.step, wait.who?.id, wait.group, wait.waited?.kind, wait.waited?.kind === 'run' ? null : wait.waited?.name]);
    groups.set(alike, [...(groups.get(alike) ?? []), wait]);
  }
  return [...groups.values()].flatMap((group) => (group.length > ALONE_MAX ? [group] : group.map((wait) => [wait])));
}

/** What all of them wait for; none where each waits for a run of its own. */
export function sharedBy(group: Wait[]): Wait['waited'] {
  const waited = group[0]?.waited;
  return group.every((wait) => wait.waited?.name === waited?.name) ? (waited ?? null) : null;
}

/** The one that is due first, and since when the longest of them waits. */
export function firstOf(group: Wait[]): { due: Wait | undefined; since: string; overdue: number } {
  const dated = group.filter((wait) => wait.due).sort((a, b) => String(a.due).localeCompare(String(b.due)));
  const since = group.map((wait) => wait.since).sort()[0] ?? '';
  return { due: dated[0], since, overdue: group.filter((wait) => wait.overdue).length };
}
