/** A way that the check found, as it is played on the diagram: what happened up to a step of it, and the step itself. */
import type { TraceStep } from '@/api/types';
import type { FlowState, StepState } from './state';

/** What a step is once this has happened to it. */
const STATES: Record<string, StepState['state']> = {
  skipped: 'skipped', cancelled: 'withdrawn', waits: 'exception', branch: 'open', to: 'done',
};

export function stateAt(trace: TraceStep[], at: number): FlowState {
  const steps = new Map<string, StepState>();
  const taken: FlowState['taken'] = [];
  trace.slice(0, at + 1).forEach((step, index) => {
    const id = idOf(step);
    const before = steps.get(id);
    const now = index === at && step.how !== 'skipped' && step.how !== 'waits';
    const passes = (before?.passes ?? 0) + (step.how === 'done' || step.how === 'choice' ? 1 : 0);
    const label = step.how === 'choice' ? step.name ?? null : null;
    steps.set(id, { ...BARE, state: now ? 'open' : STATES[step.how] ?? 'done', passes: Math.max(passes, 1), choice_label: label });
    const from = trace[index - 1];
    if (from && idOf(from) !== id) taken.push({ from: idOf(from), to: id });
  });
  return { steps, taken, holders: new Map() };
}

const idOf = (step: TraceStep) => (step.how === 'start' ? 'start' : step.step);
const BARE: Omit<StepState, 'state' | 'passes'> = { by: null, at: null, opened: null, due: null, overdue: false, choice_label: null };
