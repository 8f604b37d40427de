import { describe, expect, it } from 'vitest';
import { read } from '@/yaml/edit';
import { placeOf, stepTitle, type PlaceWords } from './spots';

const from = read('fields: { amount: { show_when: x } }\nsteps:\n  - choose: By depth\n    cases:\n      - when: a\n        steps: [{ task: Look, when: b }]\n');

const WORDS: PlaceWords = {
  key: (key) => ({ when: 'when', show_when: 'shown when' } as Record<string, string>)[key] ?? key,
  giver: (giver, name) => `${giver}: ${name}`,
  of: (what, key) => `${what}: ${key}`,
};
const LABELS = { amount: 'How much is it?', total: 'Total' };
const place = (pointer: string) => placeOf(pointer, WORDS, LABELS);

describe('where a place is', () => {
  it('is told by the innermost step', () => {
    expect(stepTitle(from, '/steps/0/cases/0/when')).toBe('By depth');
    expect(stepTitle(from, '/steps/0/cases/0/steps/0/when')).toBe('Look');
    expect(stepTitle(from, '/fields/amount/show_when')).toBeNull();
  });

  it('is told by its last names in words, with fields as people call them', () => {
    expect(place('/steps/0/cases/1/when')).toBe('Case 2: when');
    expect(place('/fields/amount/show_when')).toBe('How much is it?: shown when');
    expect(place('/fields/cost_centre/show_when')).toBe('Cost centre: shown when');
    expect(place('/steps/0/gives/total')).toBe('gives: Total');
    expect(place('/steps/3/only_after')).toBe('Only after');
  });
});
