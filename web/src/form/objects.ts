/** An object as the text of its input, and back. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** A part of an object, by the kind in which it is shown. */
export type Shape =
  | { kind: 'plain'; text: string }
  | { kind: 'nothing' }
  | { kind: 'yes-no'; value: boolean }
  | { kind: 'parts'; parts: { id: string; name: string; value: unknown }[] }
  | { kind: 'items'; items: unknown[] }
  | { kind: 'table'; columns: { id: string; name: string }[]; rows: unknown[][] };

/** Deeper than that it is told as it came. */
const DEPTH_MAX = 4;

/** How a value of any form is shown: parts by their names, a list of objects as a table of all the names in them. */
export function shapeOf(value: unknown, depth = 0): Shape {
  if (value === null || value === undefined || value === '') return { kind: 'nothing' };
  if (typeof value === 'boolean') return { kind: 'yes-no', value };
  if (typeof value !== 'object') return { kind: 'plain', text: String(value) };
  const inside = Object.values(value);
  if (inside.length === 0) return { kind: 'nothing' };
  if (depth >= DEPTH_MAX) return { kind: 'plain', text: JSON.stringify(value) };
  if (!Array.isArray(value)) return { kind: 'parts', parts: Object.entries(value).map(([id, part]) => ({ id, name: nameOf(id), value: part as unknown })) };
  if (!value.every(isObject)) return { kind: 'items', items: value };
  const ids = [...new Set(value.flatMap((row) => Object.keys(row)))];
  return { kind: 'table', columns: ids.map((id) => ({ id, name: nameOf(id) })), rows: value.map((row) => ids.map((id) => row[id])) };
}

/** The name of a part as people write it: `of_set` is "Of set". */
function nameOf(id: string): string {
  const words = id.replaceAll(/[_-]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').trim() || id;
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text stands for; a text that stands for none is left as it is, an empty one is nothing. */
export function objectOf(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : text;
  } catch {
    return text;
  }
}
