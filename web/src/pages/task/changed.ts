import type { FieldView } from '@/api/types';
import { timeInWords } from '@/form/inWords';

export type Changed = { id: string; label: string; from: string | null; to: string | null };

/** What is known otherwise now than it was, in the words in which it is shown; what was not shown before did not change. */
export function changed(before: FieldView[], now: FieldView[]): Changed[] {
  const words = new Map(before.map((field) => [field.id, inWords(field)]));
  return now.flatMap((field) => {
    const [from, to] = [words.get(field.id) ?? null, inWords(field)];
    return from === to || !words.has(field.id) ? [] : [{ id: field.id, label: field.label, from, to }];
  });
}

function inWords({ type, display, value }: FieldView): string | null {
  const time = timeInWords(type, value);
  if (time !== null) return time;
  if (display) return display;
  return value === null || value === undefined ? null : JSON.stringify(value);
}
