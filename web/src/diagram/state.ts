/** What a run adds to its workflow's diagram. Every state is the server's; here they are only looked up. */
import type { Run, RunStep } from '@/api/types';
import type { Edge } from './layout';

export type StepState = Pick<RunStep, 'state' | 'passes' | 'by' | 'at' | 'opened' | 'due' | 'overdue' | 'choice_label'>;
export type FlowState = { steps: Map<string, StepState>; taken: Set<string> };

export function flowState(run: Pick<Run, 'steps' | 'taken'>): FlowState {
  const steps = new Map<string, StepState>();
  for (const step of run.steps) steps.set(step.id, step);
  return { steps, taken: new Set(run.taken.map(({ from, to }) => `${from}>${to}`)) };
}

/** The word for a card: an open step past its time is overdue. */
export function wordOf(step: StepState | undefined): string {
  if (!step) return 'none';
  return step.state === 'open' && step.overdue ? 'overdue' : step.state;
}

const JOIN = ':join';

/**
 * Whether the run went this way. The server names steps and blocks; a join is drawn, but is no step of its own, so the
 * way into it and out of it count by the block it closes.
 */
export function edgeTaken(edge: Pick<Edge, 'from' | 'to'>, { taken }: FlowState): boolean {
  return taken.has(`${edge.from}>${edge.to}`) || taken.has(`${edge.from.replace(JOIN, '')}>${edge.to.replace(JOIN, '')}`);
}
