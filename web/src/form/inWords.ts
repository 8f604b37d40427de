/**
 * Values as their reader sees them. Dates and times are kept in one form for all and come so from the server; here they
 * become what the reader's language makes of them. All else is shown as the server says it.
 */
import type { FieldView } from '@/api/types';
import { dateTime } from '@/ui/time';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** A date, a time or a moment in the reader's language; null for what is none of them. */
export function timeInWords(type: string, value: unknown, language?: string): string | null {
  if (typeof value !== 'string') return null;
  // A date and a time of day belong to no zone.
  if (type === 'date' && DATE.test(value)) return format(`${value}T00:00:00Z`, { dateStyle: 'medium' }, language);
  if (type === 'time' && TIME.test(value)) return format(`1970-01-01T${value}Z`, { timeStyle: 'short' }, language);
  if (type === 'date-time' && !Number.isNaN(Date.parse(value))) return dateTime(value, language);
  return null;
}

function format(moment: string, options: Intl.DateTimeFormatOptions, language?: string): string | null {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? null : new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }).format(at);
}

/** The parts of an object by their names, as far as they are plain; null for what is none, or holds others. */
export function objectInWords(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const parts = Object.entries(value);
  const isPlain = parts.length > 0 && parts.every(([, part]) => part !== null && ['string', 'number', 'boolean'].includes(typeof part));
  return isPlain ? parts.map(([name, part]) => `${name.replaceAll('_', ' ')} ${String(part)}`).join(', ') : null;
}

/** What stands in a field. */
export function fieldInWords(field: FieldView, language?: string): string {
  if (field.type === 'object') return objectInWords(field.value) ?? field.display;
  return timeInWords(field.type, field.value, language) ?? field.display ?? String(field.value);
}

/** What stands in a cell of a list. */
export function cellInWords(list: FieldView, row: number, at: number, language?: string): string {
  const column = list.columns[at];
  const rows: unknown[] = Array.isArray(list.value) ? list.value : [];
  const kept = rows[row];
  const value = column && typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>)[column.id] : undefined;
  return (column && timeInWords(column.type, value, language)) ?? list.rows[row]?.[at] ?? '';
}
