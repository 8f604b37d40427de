import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown, safeHref, type Inline } from './parseMarkdown';

describe('parseMarkdown', () => {
  it('reads headings, paragraphs, lists, quotes and code', () => {
    const nodes = parseMarkdown('# Title\n\nOne\ntwo\n\n- a\n- b\n  more\n\n1. x\n2) y\n\n> said\n\n```\nlet a = 1;\n```');
    expect(nodes.map((node) => node.kind)).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'code']);
    expect(nodes[1]).toEqual({ kind: 'paragraph', items: [{ kind: 'text', text: 'One two' }] });
    expect(nodes[2]).toMatchObject({ ordered: false, entries: [[{ text: 'a' }], [{ text: 'b more' }]] });
    expect(nodes[3]).toMatchObject({ ordered: true });
  });

  it('ends an unclosed fence with the text', () => {
    expect(parseMarkdown('```\nopen')).toEqual([{ kind: 'code', text: 'open' }]);
  });

  it('leaves HTML as the text it is', () => {
    expect(parseMarkdown('<script>alert(1)</script>')).toEqual([
      { kind: 'paragraph', items: [{ kind: 'text', text: '<script>alert(1)</script>' }] },
    ]);
  });
});

describe('parseInline', () => {
  it('reads emphasis, code and links, nested', () => {
    expect(parseInline('a **b _c_** `d` [e](https://f.example)').map((item) => item.kind)).toEqual([
      'text', 'strong', 'text', 'code', 'text', 'link',
    ]);
  });

  it('does not take snake_case for emphasis', () => {
    expect(parseInline('use order_number_now')).toEqual([{ kind: 'text', text: 'use order_number_now' }]);
  });

  it('reads as much as there is room for, at once', () => {
    const began = performance.now();
    expect(parseInline('`a` '.repeat(16_000))).toHaveLength(32_000);
    for (const part of ['**', '__', '[', ' ', '**a__', '*a ']) parseMarkdown(`x ${part.repeat(65_536 / part.length)}`);
    parseMarkdown(`# ${' '.repeat(65_000)}x`);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('nests so far and no further', () => {
    const depth = (items: Inline[]): number => Math.max(0, ...items.map((item) => ('items' in item ? 1 + depth(item.items) : 0)));
    expect(depth(parseInline(`${'**__'.repeat(30)}x${'__**'.repeat(30)}`))).toBeLessThanOrEqual(8);
  });

  it('refuses links that could run', () => {
    expect(parseInline('[x](javascript:alert)')[0]?.kind).toBe('text');
    expect(['https://a.example', '/runs', '#top', 'mailto:a@b.example'].every(safeHref)).toBe(true);
    expect(['javascript:x', 'data:text/html,x', '//evil.example', '/\\evil.example', '/\t/evil.example'].some(safeHref)).toBe(false);
  });
});
