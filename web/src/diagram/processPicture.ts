/** What is drawn of a process: its start, its parts, its one outcome, and what waits for what. */
import type { Outline, OutlinePart } from '@/api/types';
import type { PictureWay } from './Picture';

export type Drawn = { id: string; kind: 'start' | 'outcome' | 'part'; title: string; part?: OutlinePart };

/** No part can be called so: ids begin with a letter. */
const START = '#start';
const OUTCOME = '#outcome';

/**
 * What waits for nothing is led to by the start; what nothing waits for leads to the outcome. Milestones take no time: the ways
 * to them are faint.
 */
export function processPicture(outline: Outline, words: { start: string; end: string }): { things: Drawn[]; ways: PictureWay[] } {
  const { parts } = outline;
  const known = new Set(parts.map((part) => part.id));
  const before = parts.map((part) => ({ part, after: [...new Set(part.after)].filter((id) => known.has(id)) }));
  const awaited = new Set(before.flatMap(({ after }) => after));
  const ways: PictureWay[] = before.flatMap(({ part, after }) =>
    (after.length > 0 ? after : [START]).map((from) => ({ from, to: part.id, faint: !part.workflow })));
  for (const { id } of parts) if (!awaited.has(id)) ways.push({ from: id, to: OUTCOME });
  const things: Drawn[] = [
    { id: START, kind: 'start', title: outline.start[0]?.title ?? words.start },
    ...parts.map((part): Drawn => ({ id: part.id, kind: 'part', title: part.title, part })),
    { id: OUTCOME, kind: 'outcome', title: outline.outcomes[0]?.title ?? words.end },
  ];
  return { things, ways };
}
