import type { RunPart } from '@/api/types';

const PARTS = ['waiting', 'open', 'stuck', 'skipped', 'done'] as const;
const VERDICTS = ['none', 'met', 'missed', 'will_meet', 'may_miss', 'will_miss', 'unsure'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The word for a part's or a run's state. */
export function partWord(state: string): (typeof PARTS)[number] {
  return PARTS.find((known) => known === state) ?? 'waiting';
}

const NEEDED = ['yes', 'no', 'undecided'] as const;

/** Whether a part that has not begun will be run. */
export function neededWord(part: Pick<RunPart, 'state' | 'needed'>): (typeof NEEDED)[number] {
  return part.state === 'waiting' ? (NEEDED.find((known) => known === part.needed) ?? 'yes') : 'yes';
}

export function verdictWord(verdict: string): Verdict {
  return VERDICTS.find((known) => known === verdict) ?? 'none';
}

/** The state of steps that looks as a part's does. */
export function cardState(part: Pick<RunPart, 'state' | 'late'>): string {
  if (part.state === 'waiting') return 'none';
  if (part.state === 'stuck') return 'exception';
  return part.state === 'open' && part.late ? 'overdue' : part.state;
}
