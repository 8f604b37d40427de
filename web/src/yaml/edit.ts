/**
 * Changes of a YAML text that leave everything else in it as it is: comments, order, quotes, lines.
 *
 * The text is read for its places alone. A change is a list of pieces that are put in the place of others; pieces never
 * overlap, so one reading serves many of them.
 */
import { isMap, isScalar, isSeq, parseDocument, visit, type Document, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { quoted, type Style } from './quote';

export type Piece = { start: number; end: number; text: string };
export type Path = readonly (string | number)[];
export type Read = { source: string; doc: Document };

export function read(source: string): Read {
  return { source, doc: parseDocument(source, { keepSourceTokens: true, schema: 'failsafe', strict: false, uniqueKeys: false }) };
}

/** A JSON Pointer as the places it names. */
export function pathOf(pointer: string): Path {
  const parts = pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

export function nodeAt({ doc }: Read, path: Path): Node | null {
  let node: unknown = doc.contents;
  for (const part of path) {
    if (isSeq(node)) node = node.items[Number(part)];
    else if (isMap(node)) node = pairOf(node, String(part))?.value;
    else return null;
  }
  return (node as Node | null | undefined) ?? null;
}

export function textOf(node: unknown): string {
  return isScalar(node) ? (node.source ?? String(node.value ?? '')) : '';
}

/** All pieces at once. */
export function applied(source: string, pieces: Piece[]): string {
  const last = [...pieces].sort((a, b) => b.start - a.start || b.end - a.end);
  return last.reduce((text, piece) => text.slice(0, piece.start) + piece.text + text.slice(piece.end), source);
}

/** Another text in the place of a scalar. */
export function scalar(from: Read, node: Node | null, text: string): Piece[] {
  if (!isScalar(node) || !node.range) return [];
  const [start, end] = node.range;
  const written = from.source.slice(start, end);
  const block = inBlock(written, text);
  if (node.type === 'BLOCK_LITERAL' && block !== null) return [{ start, end, text: block }];
  const space = start > 0 && /[:-]/.test(from.source[start - 1] ?? '') ? ' ' : '';
  const tail = written.endsWith('\n') ? '\n' : '';
  return [{ start, end, text: `${space}${quoted(text, styleOf(from, node))}${tail}` }];
}

/** Lines in the place of those of a literal block, as far in as these; none where they would not read as what they are. */
function inBlock(written: string, text: string): string | null {
  const [header = '', first = ''] = written.split('\n');
  const indent = /^ */.exec(first)?.[0] ?? '';
  const lines = text.replace(/\n+$/, '').split('\n');
  if (!/^\|[-+]?$/.test(header.trim()) || indent === '' || !text.trim().includes('\n') || /^\s/.test(text)) return null;
  return `${header}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}${written.endsWith('\n') ? '\n' : ''}`;
}

/** Without quotes if it was; in brackets fewer texts can be. */
function styleOf({ doc }: Read, node: Scalar): Style {
  if (node.type !== 'PLAIN' || (node.source ?? '') === '') return 'quoted';
  let inBrackets = false;
  const at = startOf(node);
  visit(doc, {
    Collection: (_, found) => {
      const [start, end] = found.range ?? [0, 0];
      if (at < start || at > end) return visit.SKIP;
      inBrackets ||= found.flow === true;
      return undefined;
    },
  });
  return inBrackets ? 'plain-in-brackets' : 'plain';
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => textOf(pair.key) === key);
}

/** Where a value ends as it is written, without the lines and comments after it. */
export function endOf(node: Node): number {
  const last = isMap(node) || isSeq(node) ? node.items.at(-1) : undefined;
  const isFlow = (isMap(node) || isSeq(node)) && node.flow === true;
  if (isFlow || last === undefined) return node.range?.[1] ?? 0;
  const inner = isMap(node) ? ((last as Pair).value ?? (last as Pair).key) : last;
  return endOf(inner as Node);
}

const startOf = (node: Node) => node.range?.[0] ?? 0;
const lineStart = (source: string, at: number) => source.lastIndexOf('\n', at - 1) + 1;
function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end + 1;
}

/** The pieces of a list: in brackets its items, else whole lines with the comments above each. */
type Slots = { flow: boolean; indent: string; slots: { start: number; end: number }[] };

function slotsOf({ source }: Read, list: YAMLSeq): Slots {
  const items = list.items as Node[];
  if (list.flow) return { flow: true, indent: '', slots: items.map((item) => ({ start: startOf(item), end: endOf(item) })) };
  const dash = (item: Node) => source.lastIndexOf('-', startOf(item) - 1);
  const ends = items.map((item) => lineEnd(source, endOf(item)));
  const slots = items.map((item, at) => ({ start: at === 0 ? lineStart(source, dash(item)) : (ends[at - 1] ?? 0), end: ends[at] ?? 0 }));
  const first = items[0];
  const indent = first ? source.slice(lineStart(source, dash(first)), dash(first)) : '';
  return { flow: false, indent, slots };
}

/** An item more, before the one at that index. `text` is written as YAML already. */
export function inserted(from: Read, list: YAMLSeq, index: number, text: string): Piece[] {
  const { flow, indent, slots } = slotsOf(from, list);
  const next = slots[index];
  const before = slots[index - 1];
  if (slots.length === 0) {
    const [start, end] = list.range ?? [0, 0];
    return [{ start, end, text: `[${text}]` }];
  }
  if (flow) {
    if (next) return [{ start: next.start, end: next.start, text: `${text}, ` }];
    return [{ start: before!.end, end: before!.end, text: `, ${text}` }];
  }
  const at = next?.start ?? before!.end;
  const gap = at > 0 && from.source[at - 1] !== '\n' ? '\n' : '';
  return [{ start: at, end: at, text: `${gap}${indent}- ${text}\n` }];
}

export function removed(from: Read, list: YAMLSeq, index: number): Piece[] {
  const { flow, slots } = slotsOf(from, list);
  const own = slots[index];
  if (!own) return [];
  if (slots.length === 1) {
    const [start] = list.range ?? [own.start];
    return flow ? [{ ...own, text: '' }] : [{ start, end: endOf(list), text: '[]' }];
  }
  if (!flow) return [{ ...own, text: '' }];
  const next = slots[index + 1];
  return next ? [{ start: own.start, end: next.start, text: '' }] : [{ start: slots[index - 1]!.end, end: own.end, text: '' }];
}

/** The item at one index, at another: those between give way. */
export function moved(from: Read, list: YAMLSeq, index: number, to: number): Piece[] {
  const { slots } = slotsOf(from, list);
  if (!slots[index] || !slots[to]) return [];
  const order = slots.map((_, at) => at);
  order.splice(to, 0, ...order.splice(index, 1));
  const text = ({ start, end }: { start: number; end: number }) => from.source.slice(start, end);
  const pieces = order.map((own, at) => ({ ...slots[at]!, text: text(slots[own]!) }));
  const lined = (text: string) => (list.flow || text.endsWith('\n') ? text : `${text}\n`);
  return pieces.map((piece) => ({ ...piece, text: lined(piece.text) })).filter((_, at) => order[at] !== at);
}

/** A key's value, written as YAML already; the key is added as the first where it is not there. */
export function keyed(from: Read, map: YAMLMap, key: string, text: string): Piece[] {
  const there = pairOf(map, key);
  if (there) {
    const node = there.value as Node | null;
    return node ? [{ start: startOf(node), end: endOf(node), text }] : [];
  }
  const first = map.items[0]?.key as Node | undefined;
  const start = first ? startOf(first) : (map.range?.[0] ?? 0) + 1;
  const indent = first ? from.source.slice(lineStart(from.source, start), start).replace(/[^ ]/g, ' ') : '';
  return [{ start, end: start, text: map.flow ? `${key}: ${text}${first ? ', ' : ''}` : `${key}: ${text}\n${indent}` }];
}

/** A key less. */
export function unkeyed(map: YAMLMap, key: string): Piece[] {
  const at = map.items.findIndex((pair) => textOf(pair.key) === key);
  const pair = map.items[at];
  if (!pair || map.items.length < 2) return [];
  const start = startOf(pair.key as Node);
  const next = map.items[at + 1];
  if (next) return [{ start, end: startOf(next.key as Node), text: '' }];
  const before = map.items[at - 1]!;
  const end = endOf((pair.value ?? pair.key) as Node);
  return [{ start: endOf((before.value ?? before.key) as Node), end, text: '' }];
}
