import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setTime } from './clock';
import { daysAway, fileSize, span, timeOnly, whenDue, whenWas } from './time';

const HOUR = 3_600_000;

describe('words for moments', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') });
    setTime('2026-12-01T10:00:00Z', 'UTC');
  });
  afterEach(() => vi.useRealTimers());

  it('counts days in the zone of the rehearsal, from its time', () => {
    expect(daysAway('2026-12-01T23:59:00Z')).toBe(0);
    expect(daysAway('2026-12-02T00:01:00Z')).toBe(1);
    expect(daysAway('2026-11-30T23:59:00Z')).toBe(-1);
  });

  it("shows a person's own zone, whatever the browser's, and counts days in it", () => {
    setTime('2026-12-01T10:00:00Z', 'UTC', 'Asia/Tokyo');
    expect(timeOnly('2026-12-01T10:00:00Z', 'en').replace(/\u202f/g, ' ')).toBe('7:00 PM');
    expect(daysAway('2026-12-01T16:00:00Z')).toBe(1);
  });

  it('takes the workspace\'s zone where a person has none, or one this browser does not know', () => {
    setTime('2026-12-01T10:00:00Z', 'Europe/Berlin', null);
    expect(timeOnly('2026-12-01T10:00:00Z', 'en').replace(/\u202f/g, ' ')).toBe('11:00 AM');
    setTime('2026-12-01T10:00:00Z', 'Europe/Berlin', 'Mars/Base');
    expect(timeOnly('2026-12-01T10:00:00Z', 'en').replace(/\u202f/g, ' ')).toBe('11:00 AM');
  });

  it.each([
    ['2026-12-01T10:25:00Z', 'in 25 minutes'],
    ['2026-12-01T15:00:00Z', 'in 5 hours'],
    ['2026-12-02T17:00:00Z', 'tomorrow, 5:00 PM'],
    ['2026-12-04T17:00:00Z', 'Fri 5:00 PM'],
    ['2026-12-24T17:00:00Z', 'Dec 24'],
    ['2027-02-01T17:00:00Z', 'Feb 1, 2027'],
  ])('says when %s is due', (moment, words) => {
    expect(whenDue(moment, 'en').replace(/\u202f/g, ' ')).toBe(words);
  });

  it.each([
    ['2026-12-01T09:59:40Z', 'just now'],
    ['2026-12-01T09:35:00Z', '25 minutes ago'],
    ['2026-12-01T06:00:00Z', '4 hours ago'],
    ['2026-11-30T16:00:00Z', 'yesterday, 4:00 PM'],
    ['2026-11-20T16:00:00Z', 'Nov 20'],
    ['2026-12-31T16:00:00Z', 'Dec 31'],
  ])('says when %s was', (moment, words) => {
    expect(whenWas(moment, 'en').replace(/\u202f/g, ' ')).toBe(words);
  });

  it('picks the unit of a span', () => {
    expect([span(20_000, 'en'), span(2 * HOUR, 'en'), span(35 * HOUR, 'en'), span(50 * HOUR, 'en')]).toEqual([
      '1 min', '2 hr', '35 hr', '2 days',
    ]);
  });

  it('picks the unit of a size', () => {
    expect([fileSize(12, 'en'), fileSize(2_400, 'en'), fileSize(10_000_000, 'en')]).toEqual(['12 bytes', '2.4 kB', '10 MB']);
  });
});
