import { describe, expect, test } from 'vitest';
import { align, changesOf, fold, type Row } from './align';

const text = (side: Row['was']) => side?.parts.map((part) => (part.differs ? `[${part.text}]` : part.text)).join('') ?? '';
const shown = (rows: Row[]) => rows.map((row) => `${row.kind}: ${row.was?.line ?? ''} ${text(row.was)} | ${row.now?.line ?? ''} ${text(row.now)}`);

describe('align', () => {
  test('marks what differs inside a line, and keeps lines that belong together side by side', () => {
    const was = 'a: 1\nsteps:\n  - task: Look\n    due: 2 days\nend: x\n';
    const now = 'a: 1\nsteps:\n  - task: Look\n    who: boss\n    due: 3 days\nend: x\n';
    expect(shown(align(was, now))).toEqual([
      'same: 1 a: 1 | 1 a: 1',
      'same: 2 steps: | 2 steps:',
      'same: 3   - task: Look | 3   - task: Look',
      'new:   | 4     who: boss',
      'changed: 4     due: [2] days | 5     due: [3] days',
      'same: 5 end: x | 6 end: x',
    ]);
  });

  test('lines with nothing in common are two, not one that changed', () => {
    expect(shown(align('one\n', 'two\n'))).toEqual(['gone: 1 one |  ', 'new:   | 1 two']);
  });

  test('equal and empty texts have no change', () => {
    expect(changesOf(align('a\nb\n', 'a\nb\n'))).toEqual([]);
    expect(align('', '')).toEqual([]);
    expect(shown(align('', 'a\n'))).toEqual(['new:   | 1 a']);
  });

  test('every line of both texts is there once and in its order, whatever changed', () => {
    const was = Array.from({ length: 60 }, (_, at) => `line ${at * 7 % 13} of ${at}`);
    const now = was.filter((_, at) => at % 5 !== 0).flatMap((line, at) => (at % 9 === 0 ? [`${line}!`, 'more'] : [line]));
    const rows = align(was.join('\n'), now.join('\n'));
    const plain = (side: Row['was']) => side?.parts.map((part) => part.text).join('');
    expect(rows.flatMap((row) => (row.was ? [plain(row.was)] : []))).toEqual(was);
    expect(rows.flatMap((row) => (row.now ? [plain(row.now)] : []))).toEqual(now);
  });
});

describe('fold', () => {
  test('folds what is far from a change and counts changes that touch as one', () => {
    const was = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n');
    const rows = align(was, was.replace('line 20\nline 21', 'line 20 b\nline 21 b'));
    expect(fold(rows).map((piece) => [piece.folded, piece.rows.length])).toEqual([[true, 17], [false, 8], [true, 5]]);
    expect(changesOf(rows)).toHaveLength(1);
  });

  test('does not fold a few lines', () => {
    const was = Array.from({ length: 6 }, (_, at) => `line ${at}`).join('\n');
    expect(fold(align(was, was.replace('line 0', 'line 0 b'))).every((piece) => !piece.folded)).toBe(true);
  });
});
