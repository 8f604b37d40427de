/** Lines and columns, counted from 1 in characters as the server counts them, against places in the text. */
import type { Fault } from '@/api/types';

export function offsetOf(source: string, line: number, column: number): number {
  const lines = source.split('\n');
  const before = lines.slice(0, Math.max(0, line - 1)).reduce((sum, one) => sum + one.length + 1, 0);
  const own = [...(lines[line - 1] ?? '')].slice(0, Math.max(0, column - 1)).join('');
  return Math.min(source.length, before + own.length);
}

const WIDTH_MAX = 64;

/** The faulty line with a caret under what is meant. */
export function excerpt(source: string, { line, column, end_line, end_column }: Pick<Fault, 'line' | 'column' | 'end_line' | 'end_column'>) {
  const text = [...(source.split('\n')[line - 1] ?? '')];
  if (line < 1 || text.length === 0) return null;
  const indent = text.findIndex((letter) => letter !== ' ');
  const from = Math.max(0, Math.min(indent, column - 1));
  const shown = text.slice(from, from + WIDTH_MAX).join('');
  const width = end_line === line ? Math.max(1, end_column - column) : Math.max(1, text.length - column + 1);
  const at = Math.max(0, column - 1 - from);
  return { line: shown, caret: `${' '.repeat(at)}${'^'.repeat(Math.max(1, Math.min(width, WIDTH_MAX - at)))}` };
}
