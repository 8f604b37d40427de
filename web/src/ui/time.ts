/** Moments and durations in words. Everything goes through `Intl`; nothing here decides whether something is late. */
import { i18next } from '@/app/i18n';
import { now, shownZone } from './clock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function dateTime(moment: string | Date, language?: string): string {
  return format(moment, { dateStyle: 'medium', timeStyle: 'short' }, language);
}

/** The same by the clocks of another zone. */
export function dateTimeIn(moment: string, zone: string, language?: string): string {
  return format(moment, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }, language);
}

/** The day alone, for what nobody knows to the hour. */
export function dateOnly(moment: string | Date, language?: string): string {
  return format(moment, { dateStyle: 'medium' }, language);
}

export function timeOnly(moment: string | Date, language?: string): string {
  return format(moment, { timeStyle: 'short' }, language);
}

export function dayOnly(moment: string | Date, language?: string): string {
  const year = sameYear(moment) ? {} : { year: 'numeric' as const };
  return format(moment, { weekday: 'long', day: 'numeric', month: 'long', ...year }, language);
}

function format(moment: string | Date, options: Intl.DateTimeFormatOptions, language?: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: shownZone(), ...options }).format(new Date(moment));
}

function sameYear(moment: string | Date): boolean {
  return dayKey(moment).slice(0, 4) === dayKey(now()).slice(0, 4);
}

/** The calendar day a moment falls on, as 2026-11-21, in the zone in which times are shown. */
export function dayKey(moment: string | Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: shownZone(), dateStyle: 'short' }).format(new Date(moment));
}

/** Whole days from today to the day of a moment: 0 today, 1 tomorrow, -1 yesterday. */
export function daysAway(moment: string, from: Date = now()): number {
  return Math.round((Date.parse(dayKey(moment)) - Date.parse(dayKey(from))) / DAY);
}

/** "3 h", "2 d", "5 min": how long something took or is late, in its largest fitting unit. */
export function span(milliseconds: number, language?: string): string {
  const size = Math.abs(milliseconds);
  const show = (value: number, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(Math.floor(value));
  if (size < HOUR) return show(Math.max(1, size / MINUTE), 'minute');
  if (size < 36 * HOUR) return show(size / HOUR, 'hour');
  return show(size / DAY, 'day');
}

/** "in 5 hours", "tomorrow at 17:00", "Friday at 17:00", "12 December": the unit follows the distance. */
export function whenDue(moment: string, language?: string): string {
  const away = Date.parse(moment) - now().getTime();
  const days = daysAway(moment);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (away > 0 && away < HOUR) return relative.format(Math.max(1, Math.round(away / MINUTE)), 'minute');
  if (days === 0) return relative.format(Math.max(1, Math.round(away / HOUR)), 'hour');
  if (days === 1) return `${relative.format(1, 'day')}, ${timeOnly(moment, language)}`;
  if (days < 7) return format(moment, { weekday: 'short', hour: 'numeric', minute: '2-digit' }, language);
  return format(moment, { day: 'numeric', month: 'short', ...(sameYear(moment) ? {} : { year: 'numeric' }) }, language);
}

/** "just now", "5 minutes ago", "yesterday, 14:02", "3 Nov": when something happened. What is still to come is said as when it is due. */
export function whenWas(moment: string, language?: string): string {
  const ago = now().getTime() - Date.parse(moment);
  const days = -daysAway(moment);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(ago) < MINUTE) return i18next.t('due.justNow');
  if (ago < 0) return whenDue(moment, language);
  if (ago < HOUR) return relative.format(-Math.round(ago / MINUTE), 'minute');
  if (days === 0) return relative.format(-Math.round(ago / HOUR), 'hour');
  if (days === 1) return `${relative.format(-1, 'day')}, ${timeOnly(moment, language)}`;
  return format(moment, { day: 'numeric', month: 'short', ...(sameYear(moment) ? {} : { year: 'numeric' }) }, language);
}

export function fileSize(bytes: number, language?: string): string {
  const steps: [number, string][] = [[1e9, 'gigabyte'], [1e6, 'megabyte'], [1e3, 'kilobyte'], [1, 'byte']];
  const [size, unit] = steps.find(([least]) => bytes >= least) ?? [1, 'byte'];
  const digits = bytes / size < 10 && size > 1 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: digits }).format(bytes / size);
}
