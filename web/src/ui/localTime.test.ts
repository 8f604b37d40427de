import { expect, test } from 'vitest';
import { setTime } from './clock';
import { fromLocal, toLocal } from './localTime';

test.each([
  ['UTC', '2026-11-21T10:30', '2026-11-21T10:30:00.000Z'],
  ['Europe/Berlin', '2026-11-21T10:30', '2026-11-21T09:30:00.000Z'],
  ['Europe/Berlin', '2026-07-01T00:15', '2026-06-30T22:15:00.000Z'],
  ['Asia/Kolkata', '2026-01-01T00:00', '2025-12-31T18:30:00.000Z'],
  ['America/New_York', '2026-11-01T12:00', '2026-11-01T17:00:00.000Z'],
])('what is typed is a time in %s', (zone, typed, moment) => {
  setTime('2026-11-21T10:00:00Z', zone);
  expect(fromLocal(typed)?.toISOString()).toBe(moment);
  expect(toLocal(new Date(moment))).toBe(typed);
});

test('a time that the clocks skip is one that they show', () => {
  setTime('2026-11-21T10:00:00Z', 'Europe/Berlin');
  const moment = fromLocal('2026-03-29T02:30');
  expect(moment && toLocal(moment)).toBe('2026-03-29T03:30');
});

test('what is no time is none', () => {
  expect(fromLocal('')).toBeNull();
  expect(fromLocal('tomorrow')).toBeNull();
});
