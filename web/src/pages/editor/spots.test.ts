import { describe, expect, it } from 'vitest';
import { read } from '@/yaml/edit';
import { placeOf, stepTitle } from './spots';

const from = read('fields: { amount: { show_when: x } }\nsteps:\n  - choose: By depth\n    cases:\n      - when: a\n        steps: [{ task: Look, when: b }]\n');

describe('where a place is', () => {
  it('is told by the innermost step', () => {
    expect(stepTitle(from, '/steps/0/cases/0/when')).toBe('By depth');
    expect(stepTitle(from, '/steps/0/cases/0/steps/0/when')).toBe('Look');
    expect(stepTitle(from, '/fields/amount/show_when')).toBeNull();
  });

  it('is told by its last names', () => {
    expect(placeOf('/steps/0/cases/1/when')).toBe('case 2: when');
    expect(placeOf('/fields/amount/show_when')).toBe('amount: show_when');
    expect(placeOf('/steps/0/gives/total')).toBe('gives: total');
  });
});
