import type { RunSummary } from '@/api/types';

/** The one word for a run in a list: a problem first, then lateness, then its state. All three come from the server. */
export function runState(run: Pick<RunSummary, 'state' | 'exceptions' | 'overdue'>): string {
  if (run.state !== 'running') return run.state;
  if (run.exceptions > 0) return 'exception';
  return run.overdue ? 'overdue' : 'running';
}
