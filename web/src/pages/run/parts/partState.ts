import type { RunPart } from '@/api/types';

const PARTS = ['waiting', 'open', 'stuck', 'skipped', 'done'] as const;
const VERDICTS = ['none', 'met', 'missed', 'will_meet', 'will_miss', 'unsure'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The word for a part's or a run's state. */
export function partWord(state: string): (typeof PARTS)[number] {
  return PARTS.find((known) => known === state) ?? 'waiting';
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
