/** A table in the text of a definition, and the changes one can make of it. The last ones can be taken back. */
import { useRef, useState } from 'react';
import type { Read } from '@/yaml/edit';
import {
  addColumn, addRule, moveColumn, moveRule, removeColumn, removeRule, setAggregate, setBlock, setCell, setDefault, setHead, setHit, type CellAt,
} from './editTable';
import { readTable, type Side, type TableRead } from './readTable';

const STEPS_MAX = 100;

export function useTableText(from: Read, path: string, onChange: (source: string) => void) {
  const table = readTable(from, path);
  const [undone, setUndone] = useState<string[]>([]);
  const now = useRef(table);
  const typing = useRef('');
  now.current = table;

  /** What is typed into one cell is one change; `cell` says which, where it is typed. */
  const write = (change: (table: TableRead) => string, cell = '') => {
    if (!now.current) return;
    const before = now.current.from.source;
    const next = change(now.current);
    if (next === before) return;
    if (cell === '' || cell !== typing.current) setUndone((old) => [...old, before].slice(-STEPS_MAX));
    typing.current = cell;
    onChange(next);
  };
  const column = (at: number): { side: Side; index: number } => {
    const inputs = now.current?.text.inputs.length ?? 0;
    return at < inputs ? { side: 'when', index: at } : { side: 'gives', index: at - inputs };
  };
  return {
    table,
    column,
    type: (at: CellAt, text: string) => write((was) => setCell(was, at, text), `${at.rule} ${at.side} ${at.column}`),
    head: (side: Side, index: number, text: string) => write((was) => setHead(was, side, index, text), `head ${side} ${index}`),
    orElse: (cells: string[] | null, typed = false) => write((was) => setDefault(was, cells), typed ? 'default' : ''),
    paste: (at: CellAt, block: string[][]) => write((was) => setBlock(was, at, block)),
    addRule: (at: number, when?: string[]) => write((was) => addRule(was, at, when)),
    removeRule: (at: number) => write((was) => removeRule(was, at)),
    moveRule: (at: number, to: number) => write((was) => moveRule(was, at, to)),
    addColumn: (side: Side, at: number, name: string) => write((was) => addColumn(was, side, at, name)),
    removeColumn: (side: Side, at: number) => write((was) => removeColumn(was, side, at)),
    moveColumn: (side: Side, at: number, to: number) => write((was) => moveColumn(was, side, at, to)),
    setAggregate: (aggregate: string) => write((was) => setAggregate(was, aggregate)),
    setHit: (hit: string) => write((was) => setHit(was, hit)),
    canUndo: undone.length > 0,
    undo: () => {
      const last = undone.at(-1);
      if (last === undefined) return;
      typing.current = '';
      setUndone(undone.slice(0, -1));
      onChange(last);
    },
  };
}

export type TableChanges = ReturnType<typeof useTableText>;
