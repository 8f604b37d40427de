/** What is wrong in the cells of a table, told of the whole definition, by cell. */
import type { Fault } from '@/api/types';
import type { TableText } from './readTable';
import { cellName } from './useGrid';

/** Where a rule would have a column of its own: what is wrong with all of it. */
export const WHOLE_RULE = -1;

export function faultsByCell(faults: Fault[], path: string, text: TableText | undefined): Map<string, string> {
  const found = new Map<string, string>();
  if (!text) return found;
  for (const fault of faults) {
    const [, part, row, side, column] = /^\/(inputs|rules|default)\/(\d+)(?:\/(when|gives)\/(\d+))?/.exec(fault.path.startsWith(path) ? fault.path.slice(path.length) : '') ?? [];
    if (part === undefined) continue;
    const name = part === 'rules'
      ? cellName({ row: Number(row), column: side === undefined ? WHOLE_RULE : Number(column) + (side === 'gives' ? text.inputs.length : 0) })
      : part === 'default' ? cellName({ row: text.rules.length, column: text.inputs.length + Number(row) })
        : part === 'inputs' ? cellName({ row: -1, column: Number(row) }) : null;
    if (name !== null && !found.has(name)) found.set(name, `${fault.message}. ${fault.remedy}`);
  }
  return found;
}
