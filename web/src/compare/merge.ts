/**
 * Two texts that come from one: what only one of them changed is taken, what both changed otherwise is for a person to say. No
 * line of either is lost without that.
 */
import { diffArrays } from 'diff';
import { linesOf } from './align';

export type Merged = { kind: 'settled'; lines: string[] } | { kind: 'open'; mine: string[]; theirs: string[] };
export type Choice = 'mine' | 'theirs' | 'both';

/** The lines from … to of the common text are these instead. */
type Hunk = { from: number; to: number; lines: string[] };

export function merge(base: string, mine: string, theirs: string): Merged[] {
  const lines = linesOf(base);
  const ours = hunks(lines, linesOf(mine));
  const others = hunks(lines, linesOf(theirs));
  const pieces: Merged[] = [];
  const settle = (settled: string[]) => {
    const last = pieces.at(-1);
    if (settled.length === 0) return;
    if (last?.kind === 'settled') last.lines.push(...settled);
    else pieces.push({ kind: 'settled', lines: [...settled] });
  };
  let at = 0;
  let [i, j] = [0, 0];
  while (i < ours.length || j < others.length) {
    const from = Math.min(ours[i]?.from ?? Infinity, others[j]?.from ?? Infinity);
    let to = from;
    const [of, by]: [Hunk[], Hunk[]] = [[], []];
    const touches = (hunk: Hunk | undefined) => hunk !== undefined && (hunk.from < to || hunk.from === from);
    while (touches(ours[i]) || touches(others[j])) {
      const next = touches(ours[i]) ? ours[i++]! : others[j++]!;
      (next === ours[i - 1] ? of : by).push(next);
      to = Math.max(to, next.to);
    }
    settle(lines.slice(at, from));
    const [a, b] = [changed(lines, of, from, to), changed(lines, by, from, to)];
    if (by.length === 0) settle(a);
    else if (of.length === 0 || a.join('\n') === b.join('\n')) settle(b);
    else pieces.push({ kind: 'open', mine: a, theirs: b });
    at = to;
  }
  settle(lines.slice(at));
  return pieces;
}

/** The text, with what was open as it was chosen, in order. */
export function settled(pieces: Merged[], choices: Choice[]): string {
  let open = 0;
  const lines = pieces.flatMap((piece) => {
    if (piece.kind === 'settled') return piece.lines;
    const choice = choices[open++] ?? 'both';
    return choice === 'mine' ? piece.mine : choice === 'theirs' ? piece.theirs : [...piece.theirs, ...piece.mine];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function hunks(base: string[], text: string[]): Hunk[] {
  const found: Hunk[] = [];
  let at = 0;
  let open: Hunk | null = null;
  for (const change of diffArrays(base, text)) {
    if (!change.added && !change.removed) {
      open = null;
      at += change.value.length;
      continue;
    }
    if (!open) found.push(open = { from: at, to: at, lines: [] });
    if (change.added) open.lines.push(...change.value);
    else open.to = at += change.value.length;
  }
  return found;
}

function changed(base: string[], by: Hunk[], from: number, to: number): string[] {
  const lines: string[] = [];
  let at = from;
  for (const hunk of by) {
    lines.push(...base.slice(at, hunk.from), ...hunk.lines);
    at = hunk.to;
  }
  return [...lines, ...base.slice(at, to)];
}
