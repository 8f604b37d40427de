import { expect, test } from 'vitest';
import { firstOf, sharedBy, together, type Wait } from './together';

const wait = (step: string, who: string, item: number, due: string | null = null) => ({
  task: `RUN-1.${item}`, step, title: step, item: `Hall ${item}`, who: { id: who, name: who, active: true }, group: null, waited: null,
  since: `2026-11-0${item}T09:00:00Z`, due, overdue: due === '2026-11-01',
}) as Wait;

test('many items that wait alike are told together, few one by one, all in their places', () => {
  const drawn = [1, 2, 3, 4].map((item) => wait('draw', '@ana', item));
  const called = [5, 6, 7].map((item) => wait('call', '@ana', item));
  const all = together([wait('draw', '@ben', 8), ...drawn, ...called]);
  expect(all.map((group) => group.map(({ task }) => task))).toEqual([['RUN-1.8'], ['RUN-1.1', 'RUN-1.2', 'RUN-1.3', 'RUN-1.4'], ['RUN-1.5'], ['RUN-1.6'], ['RUN-1.7']]);
});

test('of several it is told which is due first, how many are late, and since when they wait', () => {
  const group = [wait('draw', '@ana', 3, '2026-12-01'), wait('draw', '@ana', 2), wait('draw', '@ana', 4, '2026-11-01')];
  expect(firstOf(group)).toMatchObject({ due: { item: 'Hall 4' }, since: '2026-11-02T09:00:00Z', overdue: 1 });
});

test('of items that wait for runs of their own no one is told for all, of what waits for the same event it is', () => {
  const runs = [1, 2, 3, 4].map((nth) => ({ ...wait('order', '@ana', nth), who: null, waited: { kind: 'run', name: `SUB-${nth}` } }) as unknown as Wait);
  expect(together(runs)).toHaveLength(1);
  expect(sharedBy(runs)).toBeNull();
  const paid = { kind: 'event', name: 'paid' };
  expect(sharedBy(runs.map((one) => ({ ...one, waited: paid }) as Wait))).toEqual(paid);
});
