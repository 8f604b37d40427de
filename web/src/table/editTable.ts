/** Changes of a decision table, made in the text of its definition. Each gives the whole text as it is then. */
import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { applied, inserted, keyed, moved, pairOf, removed, scalar, unkeyed, type Piece } from '@/yaml/edit';
import { quoted } from '@/yaml/quote';
import type { Side, TableRead } from './readTable';

/** What fits everything. */
export const ANY = '-';
export type CellAt = { rule: number; side: Side | 'note'; column: number };

const list = (rule: unknown, side: Side): YAMLSeq | null => {
  const found = isMap(rule) ? pairOf(rule, side)?.value : null;
  return isSeq(found) ? found : null;
};
const blank = (side: Side) => (side === 'when' ? ANY : '');
const row = (cells: string[]) => `[${cells.map((cell) => quoted(cell)).join(', ')}]`;

function cellPieces(table: TableRead, at: CellAt, text: string): Piece[] {
  const rule = table.rules.items[at.rule];
  if (!isMap(rule)) return [];
  if (at.side === 'note') return notePieces(table, rule, text);
  const cells = list(rule, at.side);
  if (!cells) return [];
  const cell = cells.items[at.column];
  if (isScalar(cell)) return scalar(table.from, cell, text);
  // A row with too few cells is filled up to the one that was written.
  const missing = Array.from({ length: at.column - cells.items.length }, () => blank(at.side as Side));
  const more = [...missing, text].map((one) => quoted(one)).join(', ');
  return inserted(table.from, cells, cells.items.length, more);
}

function notePieces(table: TableRead, rule: YAMLMap, text: string): Piece[] {
  if (text === '') return unkeyed(rule, 'note');
  return keyed(table.from, rule, 'note', quoted(text));
}

export function setCell(table: TableRead, at: CellAt, text: string): string {
  return applied(table.from.source, cellPieces(table, at, text));
}

/** A block of texts, such as one copied from a spreadsheet, from a cell on; rules are added as needed. */
export function setBlock(table: TableRead, at: CellAt, block: string[][]): string {
  const { inputs, outputs, rules } = table.text;
  const first = at.side === 'gives' ? inputs.length + at.column : at.column;
  const width = inputs.length + outputs.length;
  const pieces: Piece[] = [];
  const added: string[] = [];
  block.forEach((line, down) => {
    const cells = line.slice(0, Math.max(0, width - first));
    if (at.rule + down < rules.length) {
      cells.forEach((text, over) => {
        const column = first + over;
        const side: Side = column < inputs.length ? 'when' : 'gives';
        pieces.push(...cellPieces(table, { rule: at.rule + down, side, column: side === 'when' ? column : column - inputs.length }, tidied(text, side)));
      });
      return;
    }
    const all: string[] = Array.from({ length: width }, (_, column) => blank(column < inputs.length ? 'when' : 'gives'));
    cells.forEach((text, over) => { all[first + over] = tidied(text, first + over < inputs.length ? 'when' : 'gives'); });
    added.push(written(all.slice(0, inputs.length), all.slice(inputs.length)));
  });
  if (added.length > 0) {
    const glue = table.rules.flow ? ', ' : `\n${indentOf(table)}- `;
    pieces.push(...inserted(table.from, table.rules, rules.length, added.join(glue)));
  }
  return applied(table.from.source, pieces);
}

const tidied = (text: string, side: Side) => text.trim() || blank(side);

function indentOf(table: TableRead): string {
  const start = (table.rules.items[0] as Node | undefined)?.range?.[0] ?? 0;
  const dash = table.from.source.lastIndexOf('-', start - 1);
  return table.from.source.slice(table.from.source.lastIndexOf('\n', dash - 1) + 1, dash);
}

const written = (when: string[], gives: string[]) => `{ when: ${row(when)}, gives: ${row(gives)} }`;

/** A rule more before the one at that index; what is not told is blank. */
export function addRule(table: TableRead, index: number, when?: string[]): string {
  const { inputs, outputs } = table.text;
  const rule = written(when ?? inputs.map(() => blank('when')), outputs.map(() => blank('gives')));
  return applied(table.from.source, inserted(table.from, table.rules, index, rule));
}

export function removeRule(table: TableRead, index: number): string {
  return applied(table.from.source, removed(table.from, table.rules, index));
}

export function moveRule(table: TableRead, index: number, to: number): string {
  return applied(table.from.source, moved(table.from, table.rules, index, to));
}

const headOf = (table: TableRead, side: Side) => (side === 'when' ? table.inputs : table.outputs);

/** The same change in the head, in each rule and in the default. */
function inColumns(table: TableRead, side: Side, change: (cells: YAMLSeq, head: boolean) => Piece[]): string {
  const head = headOf(table, side);
  const rows = table.rules.items.map((rule) => list(rule, side));
  const orElse = side === 'gives' ? pairOf(table.map, 'default')?.value : null;
  const lists = [...rows, isSeq(orElse) ? orElse : null].filter((cells) => cells !== null);
  const pieces = [...(head ? change(head, true) : []), ...lists.flatMap((cells) => change(cells, false))];
  return applied(table.from.source, pieces);
}

export function addColumn(table: TableRead, side: Side, index: number, name: string): string {
  return inColumns(table, side, (cells, head) => inserted(table.from, cells, Math.min(index, cells.items.length), quoted(head ? name : blank(side), head ? 'plain-in-brackets' : 'quoted')));
}

export function removeColumn(table: TableRead, side: Side, index: number): string {
  return inColumns(table, side, (cells) => removed(table.from, cells, index));
}

export function moveColumn(table: TableRead, side: Side, index: number, to: number): string {
  return inColumns(table, side, (cells) => moved(table.from, cells, index, to));
}

export function setHead(table: TableRead, side: Side, index: number, text: string): string {
  const node = headOf(table, side)?.items[index] as Node | undefined;
  return applied(table.from.source, scalar(table.from, node ?? null, text));
}

export function setHit(table: TableRead, hit: string): string {
  return applied(table.from.source, keyed(table.from, table.map, 'hit', hit));
}

export function setAggregate(table: TableRead, aggregate: string): string {
  const pieces = aggregate === '' ? unkeyed(table.map, 'aggregate') : keyed(table.from, table.map, 'aggregate', aggregate);
  return applied(table.from.source, pieces);
}

export function setDefault(table: TableRead, cells: string[] | null): string {
  if (cells === null) return applied(table.from.source, unkeyed(table.map, 'default'));
  return applied(table.from.source, keyed(table.from, table.map, 'default', row(cells)));
}
