import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setTime } from '@/ui/clock';
import { grouped, groupOf } from './groups';

describe('groups by due', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') });
    setTime('2026-12-01T10:00:00Z', 'UTC');
  });
  afterEach(() => vi.useRealTimers());

  it.each([
    ['2026-12-01T09:00:00Z', true, 'overdue'],
    ['2026-12-01T18:00:00Z', false, 'today'],
    ['2026-12-02T09:00:00Z', false, 'week'],
    ['2026-12-07T09:00:00Z', false, 'week'],
    ['2026-12-08T09:00:00Z', false, 'later'],
    [null, false, 'none'],
  ])('puts a task due %s (overdue: %s) under %s', (due, overdue, name) => {
    expect(groupOf({ due, overdue })).toBe(name);
  });

  it('leaves out empty groups and keeps the order inside', () => {
    const tasks = [{ id: 1, due: null, overdue: false }, { id: 2, due: '2026-11-01T00:00:00Z', overdue: true }, { id: 3, due: null, overdue: false }];
    expect(grouped(tasks).map((group) => [group.name, group.tasks.map((task) => task.id)])).toEqual([['overdue', [2]], ['none', [1, 3]]]);
  });
});
