import { expect, test } from 'vitest';
import type { FieldView } from '@/api/types';
import { cellsOf, keyOf, newRow } from './rows';

const column = (id: string) => ({ id, label: id, required: false, shown: true, read_only: false, options: [] }) as unknown as FieldView;
const state = (required: boolean, shown: boolean, ...options: string[]) => ({ required, shown, read_only: false, options: options.length > 0 ? options.map((value) => ({ value, label: value })) : null });
const list = (cells: ReturnType<typeof state>[][]) => ({ ...column('costs'), columns: [{ ...column('kind'), options: [{ value: 'x', label: 'x' }, { value: 'y', label: 'y' }] }, column('why')], cells }) as FieldView;

test('cells stand as the server says of their row, and those of a new row as of an empty one', () => {
  const told = list([[state(true, true, 'a'), state(false, true)], [state(true, true), state(false, false)]]);
  expect(cellsOf(told, 0).map((cell) => [cell.id, cell.required, cell.shown, cell.options.length])).toEqual([['costs-0-kind', true, true, 1], ['costs-0-why', false, true, 0]]);
  expect(cellsOf(told, 1).map((cell) => cell.shown)).toEqual([true, false]);
  // Options that are those of the column are not said again for each row.
  expect(cellsOf(told, 1).map((cell) => cell.options.length)).toEqual([2, 0]);
  expect(cellsOf(told, 5).map((cell) => cell.shown)).toEqual([true, false]);
});

test('where nothing is computed the columns say how their cells stand, and a list that is read has cells that are read', () => {
  const read = { ...list([]), read_only: true };
  expect(cellsOf(read, 2).map((cell) => [cell.id, cell.shown, cell.read_only])).toEqual([['costs-2-kind', true, true], ['costs-2-why', true, true]]);
});

test('a row stays itself while rows before it go, and a new one is none that the server knows', () => {
  const rows = [{ $row: 4, kind: 'x' }, { $row: 2, kind: 'y' }];
  expect(rows.map(keyOf)).toEqual(['row-4', 'row-2']);
  expect(keyOf(rows[1]!, 0)).toBe('row-2');
  expect([newRow(), keyOf(newRow(), 2)]).toEqual([{ $row: null }, 'at-2']);
});

test('a cell that its row lets nobody change is read, beside others that are not', () => {
  const fixed = { ...state(false, true), read_only: true };
  const told = list([[fixed, state(false, true)], [state(false, true), state(false, true)]]);
  expect([0, 1, 7].map((row) => cellsOf(told, row).map((cell) => cell.read_only))).toEqual([[true, false], [false, false], [false, false]]);
});
