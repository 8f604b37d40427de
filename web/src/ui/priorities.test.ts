import { expect, test } from 'vitest';
import { web } from '../../../locales/en.json';
import { isPriority, PRIORITIES } from './priorities';

test('every level has a word, and only these are levels', () => {
  const words: Record<string, string> = web.priority;
  for (const name of PRIORITIES) expect(words[name], name).toBeTruthy();
  expect(new Set(PRIORITIES.map((name) => words[name])).size).toBe(PRIORITIES.length);
  expect([isPriority('high'), isPriority('urgent'), isPriority(undefined), isPriority(3)]).toEqual([true, false, false, false]);
});
