/** Which field a fault belongs to, and what is still missing before anything is sent. */
import type { Problem } from '@/api/client';
import type { FieldView } from '@/api/types';
import { sentences } from '@/ui/sentence';

export type FieldErrors = Record<string, string>;

/** Paths are JSON Pointers into what was sent: `/values/amount`, `/comment`. */
export function errorsOf(problem: Problem): FieldErrors {
  const errors: FieldErrors = {};
  for (const fault of problem.faults) {
    const name = fieldOf(fault.path ?? '');
    if (!name) continue;
    const before = errors[name];
    // Of rows that others changed meanwhile each is told: one press more, and all of them are as they stand here.
    if (before === undefined) errors[name] = sentences(fault.detail, fault.remedy);
    else if (fault.code.endsWith('_since')) errors[name] = sentences(before, fault.detail);
  }
  return errors;
}

export function fieldOf(path: string): string | null {
  const parts = path.split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  return (parts[0] === 'values' ? parts[1] : parts[0]) ?? null;
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/**
 * What is sent: the values of the fields that are shown. What stands in a hidden one is kept, and not taken. So is what stands
 * in a secret one that is empty here: nobody sees it, and an empty field says no more than that nothing was typed.
 */
export function shownValues(fields: FieldView[], values: Record<string, unknown>): Record<string, unknown> {
  const hidden = new Set(fields.filter(({ id, shown, secret }) => !shown || (secret && isEmpty(values[id]))).map((field) => field.id));
  return Object.fromEntries(Object.entries(values).filter(([id]) => !hidden.has(id)));
}

/** The fields the server says are required and that hold nothing yet. */
export function missing(fields: FieldView[], values: Record<string, unknown>): FieldView[] {
  return fields.filter((field) => field.shown && field.required && !field.read_only && isEmpty(values[field.id]) && !isKept(field, values[field.id]));
}

/** Whether something stands in a secret field that nobody has typed over, or not any more. */
export function isKept({ secret, filled }: FieldView, value: unknown): boolean {
  return secret && filled && isEmpty(value);
}
