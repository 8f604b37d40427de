/**
 * The part of Markdown that guides use, read into a small tree: headings, paragraphs, lists, quotes, code, emphasis, links.
 *
 * HTML is text here, and links lead to http, https, mailto or this site only, so nothing a designer writes can run.
 */
import { isPathHere } from './path';

export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em'; items: Inline[] }
  | { kind: 'link'; href: string; items: Inline[] }
  | { kind: 'break' };
export type BlockNode =
  | { kind: 'heading'; level: number; items: Inline[] }
  | { kind: 'paragraph' | 'quote'; items: Inline[] }
  | { kind: 'list'; ordered: boolean; entries: Inline[][] }
  | { kind: 'code'; text: string };

const LENGTH_MAX = 64 * 1024;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*\d{1,9}[.)]\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const FENCE = /^```/;

export function parseMarkdown(source: string): BlockNode[] {
  const lines = source.slice(0, LENGTH_MAX).replace(/\r\n?/g, '\n').split('\n');
  const nodes: BlockNode[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at += 1;
    else at = readBlock(lines, at, nodes);
  }
  return nodes;
}

function readBlock(lines: string[], at: number, nodes: BlockNode[]): number {
  const line = lines[at] ?? '';
  if (FENCE.test(line)) {
    const end = lines.findIndex((one, index) => index > at && FENCE.test(one));
    nodes.push({ kind: 'code', text: lines.slice(at + 1, end < 0 ? undefined : end).join('\n') });
    return end < 0 ? lines.length : end + 1;
  }
  const heading = HEADING.exec(line);
  if (heading) {
    nodes.push({ kind: 'heading', level: heading[1]?.length ?? 1, items: parseInline((heading[2] ?? '').trimEnd().replace(/\s#+$/, '')) });
    return at + 1;
  }
  for (const [pattern, ordered] of [[BULLET, false], [NUMBER, true]] as const) {
    if (pattern.test(line)) return readList(lines, at, nodes, { pattern, ordered });
  }
  if (line.startsWith('>')) {
    const end = endOf(lines, at, (one) => one.startsWith('>'));
    const text = lines.slice(at, end).map((one) => one.replace(/^>\s?/, '')).join('\n');
    nodes.push({ kind: 'quote', items: parseInline(text) });
    return end;
  }
  const starts = (one: string) => FENCE.test(one) || HEADING.test(one) || BULLET.test(one) || NUMBER.test(one) || one.startsWith('>');
  const end = endOf(lines, at + 1, (one) => one.trim() !== '' && !starts(one));
  nodes.push({ kind: 'paragraph', items: parseInline(lines.slice(at, end).join('\n')) });
  return end;
}

type ListKind = { pattern: RegExp; ordered: boolean };

function readList(lines: string[], at: number, nodes: BlockNode[], { pattern, ordered }: ListKind): number {
  const entries: string[] = [];
  const end = endOf(lines, at, (one) => pattern.test(one) || /^\s{2,}\S/.test(one));
  for (const line of lines.slice(at, end)) {
    const found = pattern.exec(line);
    if (found) entries.push(found[1] ?? '');
    else entries.push(`${entries.pop() ?? ''} ${line.trim()}`);
  }
  nodes.push({ kind: 'list', ordered, entries: entries.map((entry) => parseInline(entry)) });
  return end;
}

function endOf(lines: string[], from: number, goesOn: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && goesOn(lines[end] ?? '')) end += 1;
  return end;
}

/** Each part has a length at most, so that looking for its end in vain stays cheap. */
const INLINE = /`([^`\n]{1,1000})`|\*\*(.{1,1000}?)\*\*|__(.{1,1000}?)__|\*([^*\s][^*]{0,999}?)\*|\b_([^_\s][^_]{0,999}?)_\b|\[([^\]\n]{1,1000})\]\(([^)\s]{1,2000})\)|( {2,8}\n|\\\n)/gs;
const DEPTH_MAX = 8;

export function parseInline(text: string, depth = 0): Inline[] {
  if (depth >= DEPTH_MAX) return plain(text);
  const items: Inline[] = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    items.push(...plain(text.slice(at, found.index)), inlineOf(found, depth + 1));
    at = found.index + found[0].length;
  }
  return [...items, ...plain(text.slice(at))];
}

function plain(text: string): Inline[] {
  return text ? [{ kind: 'text', text: text.replace(/\n/g, ' ') }] : [];
}

function inlineOf(found: RegExpMatchArray, depth: number): Inline {
  const [whole, code, star, under, em, emUnder, label, href] = found;
  if (code !== undefined) return { kind: 'code', text: code };
  const strong = star ?? under;
  if (strong !== undefined) return { kind: 'strong', items: parseInline(strong, depth) };
  const soft = em ?? emUnder;
  if (soft !== undefined) return { kind: 'em', items: parseInline(soft, depth) };
  if (label !== undefined && href !== undefined) {
    return safeHref(href) ? { kind: 'link', href, items: parseInline(label, depth) } : { kind: 'text', text: whole };
  }
  return { kind: 'break' };
}

export function safeHref(href: string): boolean {
  return /^(https?:\/\/|mailto:|#)/i.test(href) || isPathHere(href);
}
