/** The cells of a list's rows on a form: each is a field of its column, in the state that the server says it has in its row. */
import type { FieldView } from '@/api/types';

/** What is filled in for a row, and the number by which the server knows it again: it is sent back as it came. */
export type Row = Record<string, unknown>;
const NUMBER = '$row';

/** A row that the server is to take for none of those that it knows. */
export const newRow = (): Row => ({ [NUMBER]: null });

/** What a row is on the screen: itself while others come and go around it. */
export function keyOf(row: Row, index: number): string {
  const number = row[NUMBER];
  return typeof number === 'number' ? `row-${number}` : `at-${index}`;
}

/** The fields of a row. One that the server has not seen yet stands as a new one does. */
export function cellsOf(list: FieldView, index: number): FieldView[] {
  const states = list.cells[index] ?? list.cells.at(-1);
  return list.columns.map((column, at) => ({
    ...column,
    ...states?.[at],
    options: states?.[at]?.options ?? column.options,
    // Its input has an id of its own.
    id: `${list.id}-${index}-${column.id}`,
    read_only: list.read_only || (states?.[at]?.read_only ?? false),
  }));
}
