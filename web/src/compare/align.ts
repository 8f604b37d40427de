/** Two texts side by side: which lines belong together, what differs inside them, and which are far from any change. */
import { diffArrays, diffWordsWithSpace } from 'diff';

export type Part = { text: string; differs: boolean };
export type Side = { line: number; parts: Part[] };
export type Row = { kind: 'same' | 'changed' | 'gone' | 'new'; was: Side | null; now: Side | null };
/** Rows that are shown, or so many equal ones that they are folded. */
export type Piece = { folded: boolean; rows: Row[] };

/** How many equal lines stand around a change. */
const AROUND = 3;
/** Fewer equal lines than this are not folded: the fold itself takes one. */
const FOLD_MIN = 4;
/** Above as many pairs, lines are put side by side in their order alone. */
const PAIRS_MAX = 4_000;
/** How much of two lines must be alike for them to be one line that changed. */
const ALIKE_MIN = 0.4;

export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

export function align(was: string, now: string): Row[] {
  const rows: Row[] = [];
  let [left, right] = [0, 0];
  const side = (line: number, text: string): Side => ({ line, parts: [{ text, differs: false }] });
  const changes = diffArrays(linesOf(was), linesOf(now));
  for (let at = 0; at < changes.length; at += 1) {
    const change = changes[at]!;
    if (!change.added && !change.removed) {
      for (const text of change.value) rows.push({ kind: 'same', was: side(left += 1, text), now: side(right += 1, text) });
      continue;
    }
    const next = changes[at + 1];
    const both = next !== undefined && (change.added ? next.removed : next.added);
    const [one, other] = [change.value, both ? next.value : []];
    const [gone, added] = change.added ? [other, one] : [one, other];
    for (const [out, into] of pairs(gone, added)) {
      if (out !== null && into !== null) {
        const parts = within(out, into);
        rows.push({ kind: 'changed', was: { line: left += 1, parts: parts.was }, now: { line: right += 1, parts: parts.now } });
      } else if (out !== null) rows.push({ kind: 'gone', was: side(left += 1, out), now: null });
      else if (into !== null) rows.push({ kind: 'new', was: null, now: side(right += 1, into) });
    }
    if (both) at += 1;
  }
  return rows;
}

/** Equal rows that are far from any change are folded. */
export function fold(rows: Row[]): Piece[] {
  const near = rows.map(() => false);
  rows.forEach((row, at) => {
    if (row.kind === 'same') return;
    for (let beside = Math.max(0, at - AROUND); beside <= Math.min(rows.length - 1, at + AROUND); beside += 1) near[beside] = true;
  });
  const pieces: Piece[] = [];
  rows.forEach((row, at) => {
    const folded = near[at] === false;
    const last = pieces.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else pieces.push({ folded, rows: [row] });
  });
  return pieces.map((piece) => (piece.folded && piece.rows.length < FOLD_MIN ? { ...piece, folded: false } : piece));
}

/** The first row of each change. */
export function changesOf(rows: Row[]): Row[] {
  return rows.filter((row, at) => row.kind !== 'same' && (at === 0 || rows[at - 1]!.kind === 'same'));
}

/** Which of the lines that went and came belong together, in their order: as much alike as can be. */
function pairs(gone: string[], added: string[]): [string | null, string | null][] {
  const alone = (): [string | null, string | null][] => [...gone.map((text): [string, null] => [text, null]), ...added.map((text): [null, string] => [null, text])];
  if (gone.length === 0 || added.length === 0) return alone();
  if (gone.length * added.length > PAIRS_MAX) {
    return Array.from({ length: Math.max(gone.length, added.length) }, (_, at) => [gone[at] ?? null, added[at] ?? null]);
  }
  const alike = gone.map((one) => added.map((other) => likeness(one, other)));
  const best = Array.from({ length: gone.length + 1 }, () => new Array<number>(added.length + 1).fill(0));
  for (let i = gone.length - 1; i >= 0; i -= 1) {
    for (let j = added.length - 1; j >= 0; j -= 1) {
      const together = alike[i]![j]! >= ALIKE_MIN ? alike[i]![j]! + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(together, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const found: [string | null, string | null][] = [];
  let [i, j] = [0, 0];
  while (i < gone.length || j < added.length) {
    const together = i < gone.length && j < added.length && alike[i]![j]! >= ALIKE_MIN && best[i]![j] === alike[i]![j]! + best[i + 1]![j + 1]!;
    if (together) found.push([gone[i++]!, added[j++]!]);
    else if (j === added.length || (i < gone.length && best[i + 1]![j]! >= best[i]![j + 1]!)) found.push([gone[i++]!, null]);
    else found.push([null, added[j++]!]);
  }
  return found;
}

/** From 0, nothing in common, to 1, the same words. */
function likeness(one: string, other: string): number {
  const words = (text: string) => text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const [a, b] = [words(one), words(other)];
  if (a.length + b.length === 0) return one.trim() === other.trim() ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const count = left.get(word) ?? 0;
    if (count > 0) {
      common += 1;
      left.set(word, count - 1);
    }
  }
  return (2 * common) / (a.length + b.length);
}

/** What differs inside a line that changed. */
function within(was: string, now: string): { was: Part[]; now: Part[] } {
  const changes = diffWordsWithSpace(was, now);
  const of = (mine: 'added' | 'removed', other: 'added' | 'removed') =>
    changes.filter((change) => !change[other]).map((change): Part => ({ text: change.value, differs: change[mine] ?? false }));
  return { was: of('removed', 'added'), now: of('added', 'removed') };
}
