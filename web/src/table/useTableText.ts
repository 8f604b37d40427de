/** A table in the text of a definition, and the changes one can make of it. The last ones can be taken back. */
import { useRef, useState } from 'react';
import type { Read } from '@/yaml/edit';
import {
  ANY, addColumn, addRule, moveColumn, moveRule, removeColumn, removeRule, setBlock, setCell, setDefault, setHead, setHit, type CellAt,
} from './editTable';
import { readTable, type Side, type TableRead } from './readTable';

const STEPS_MAX = 100;

export function useTableText(from: Read, path: string, onChange: (source: string) => void) {
  const table = readTable(from, path);
  const [undone, setUndone] = useState<string[]>([]);
  const now = useRef(table);
  now.current = table;

  const write = (change: (table: TableRead) => string, keep: boolean) => {
    if (!now.current) return;
    const before = now.current.from.source;
    const next = change(now.current);
    if (next === before) return;
    if (keep) setUndone((old) => [...old, before].slice(-STEPS_MAX));
    onChange(next);
  };
  const kept = (change: (table: TableRead) => string) => write(change, true);
  const column = (at: number): { side: Side; index: number } => {
    const inputs = now.current?.text.inputs.length ?? 0;
    return at < inputs ? { side: 'when', index: at } : { side: 'gives', index: at - inputs };
  };
  return {
    table,
    column,
    /** Typing is taken back by the field itself. */
    type: (at: CellAt, text: string) => write((was) => setCell(was, at, text), false),
    head: (side: Side, index: number, text: string) => write((was) => setHead(was, side, index, text), false),
    orElse: (cells: string[] | null, keep: boolean) => write((was) => setDefault(was, cells), keep),
    paste: (at: CellAt, block: string[][]) => kept((was) => setBlock(was, at, block)),
    addRule: (at: number, when?: string[]) => kept((was) => addRule(was, at, when)),
    removeRule: (at: number) => kept((was) => removeRule(was, at)),
    moveRule: (at: number, to: number) => kept((was) => moveRule(was, at, to)),
    addColumn: (side: Side, at: number, name: string) => kept((was) => addColumn(was, side, at, name)),
    removeColumn: (side: Side, at: number) => kept((was) => removeColumn(was, side, at)),
    moveColumn: (side: Side, at: number, to: number) => kept((was) => moveColumn(was, side, at, to)),
    setHit: (hit: string) => kept((was) => setHit(was, hit)),
    canUndo: undone.length > 0,
    undo: () => {
      const last = undone.at(-1);
      if (last === undefined) return;
      setUndone(undone.slice(0, -1));
      onChange(last);
    },
  };
}

export type TableChanges = ReturnType<typeof useTableText>;
export { ANY };
