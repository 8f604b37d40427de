import { describe, expect, it } from 'vitest';
import { stateAt } from './trace';

const step = (id: string, how: string, name: string | null = null) => ({ step: id, how, name, words: id });
const trace = [step('ask', 'start'), step('agree', 'choice', 'both'), step('agree', 'to', 'legal'), step('money', 'skipped'), step('legal', 'done'), step('sign', 'waits')];

describe('stateAt', () => {
  it('lights the step it is at, and what was before it', () => {
    const { steps, taken } = stateAt(trace, 1);
    expect([...steps].map(([id, state]) => [id, state.state])).toEqual([['start', 'done'], ['agree', 'open']]);
    expect(taken).toEqual([{ from: 'start', to: 'agree' }]);
    expect(steps.get('agree')?.choice_label).toBe('both');
  });

  it('ends at what waits for ever', () => {
    const { steps } = stateAt(trace, trace.length - 1);
    expect(steps.get('money')?.state).toBe('skipped');
    expect(steps.get('legal')?.state).toBe('done');
    expect(steps.get('sign')?.state).toBe('exception');
  });
});
