/**
 * Moving through a table by keys, as in a spreadsheet: arrows and Enter go from cell to cell (left and right where the caret
 * stands at an end), Tab goes on as everywhere, Alt with an arrow moves the rule or the column, Ctrl+Enter adds a rule.
 */
import { useEffect, useRef, type KeyboardEvent } from 'react';

/** A cell: row -1 is the head; columns count through inputs, outputs, note. */
export type At = { row: number; column: number };
export type GridMoves = {
  moveRow: (row: number, by: number) => void;
  moveColumn: (column: number, by: number) => void;
  addRow: (row: number) => void;
  removeRow: (row: number) => void;
};

export const cellName = ({ row, column }: At) => `${row}:${column}`;

export function useGrid(moves: GridMoves) {
  const grid = useRef<HTMLTableElement>(null);
  const wanted = useRef<At | null>(null);
  const latest = useRef(moves);
  latest.current = moves;

  const focus = (at: At): boolean => {
    const cell = grid.current?.querySelector<HTMLInputElement>(`[data-cell="${cellName(at)}"]`);
    cell?.focus();
    cell?.select();
    return cell !== null && cell !== undefined;
  };
  /** Goes there once it is drawn. */
  const focusSoon = (at: At) => { wanted.current = at; };
  useEffect(() => {
    if (wanted.current && focus(wanted.current)) wanted.current = null;
  });

  const onKeyDown = useRef((at: At, event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const step = STEPS[event.key];
    const by = (name: keyof GridMoves, steps: number) => {
      event.preventDefault();
      if (name === 'moveRow' || name === 'moveColumn') latest.current[name](name === 'moveRow' ? at.row : at.column, steps);
    };
    if (event.altKey && step) {
      by(step.row === 0 ? 'moveColumn' : 'moveRow', step.row || step.column);
      return;
    }
    if (event.altKey && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault();
      latest.current.removeRow(at.row);
      return;
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      latest.current.addRow(at.row + 1);
      return;
    }
    const go = event.key === 'Enter' ? { row: event.shiftKey ? -1 : 1, column: 0 } : step;
    if (!go || event.ctrlKey || event.metaKey || (event.shiftKey && event.key !== 'Enter') || (go.column !== 0 && !atEnd(event.currentTarget, go.column))) return;
    event.preventDefault();
    focus({ row: at.row + go.row, column: at.column + go.column });
  });
  return { grid, focus, focusSoon, onKeyDown: onKeyDown.current };
}

const STEPS: Record<string, At> = {
  ArrowUp: { row: -1, column: 0 }, ArrowDown: { row: 1, column: 0 }, ArrowLeft: { row: 0, column: -1 }, ArrowRight: { row: 0, column: 1 },
};

/** Whether the caret can go no further that way, or all is selected, as it is in a cell one came to by key. */
function atEnd(input: HTMLInputElement | HTMLTextAreaElement, by: number): boolean {
  const [start, end, length] = [input.selectionStart ?? 0, input.selectionEnd ?? 0, input.value.length];
  if (start === 0 && end === length) return true;
  return start === end && (by < 0 ? start === 0 : end === length);
}
