import { expect, test } from 'vitest';
import type { ExceptionItem } from '@/api/types';
import { waysOf } from './ways';

const held = (id: string, run: string, workflow: string, step: string, actions: string[]) =>
  ({ id, run, step, actions, workflow: { id: workflow, title: workflow } }) as unknown as ExceptionItem;

const told = (chosen: ExceptionItem[]) => waysOf(chosen).map(({ how, items }) => `${how} ${items.map((item) => item.id).join(',')}`);

test('a way is offered for those that have it', () => {
  const chosen = [held('A.1', 'A', 'order', 'pay', ['retry', 'skip', 'change', 'move']), held('B.1', 'B', 'order', 'pay', ['retry', 'change', 'move'])];
  expect(told(chosen)).toEqual(['skip A.1', 'change A.1,B.1', 'move A.1,B.1', 'cancel A.1,B.1']);
});

test('values and steps are changed only where they mean the same for all', () => {
  const other = [held('A.1', 'A', 'order', 'pay', ['change', 'move']), held('B.1', 'B', 'visit', 'pay', ['change', 'move'])];
  expect(told(other)).toEqual(['cancel A.1,B.1']);
  const steps = [held('A.1', 'A', 'order', 'pay', ['change', 'move']), held('B.1', 'B', 'order', 'send', ['change', 'move'])];
  expect(told(steps)).toEqual(['change A.1,B.1', 'cancel A.1,B.1']);
});

test('a run that is held twice is cancelled once', () => {
  expect(told([held('A.1', 'A', 'order', 'pay', []), held('A.2', 'A', 'order', 'send', [])])).toEqual(['cancel A.1']);
});
