/** The cells of a list's rows on a form: each is a field of its column, in the state that the server says it has in its row. */
import type { FieldView } from '@/api/types';

/** The fields of a row. One that the server has not seen yet stands as a new one does. */
export function cellsOf(list: FieldView, index: number): FieldView[] {
  const states = list.cells[index] ?? list.cells.at(-1);
  return list.columns.map((column, at) => ({
    ...column,
    ...states?.[at],
    options: states?.[at]?.options ?? column.options,
    // Its input has an id of its own.
    id: `${list.id}-${index}-${column.id}`,
    read_only: list.read_only,
  }));
}
