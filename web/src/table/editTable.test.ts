import { describe, expect, it } from 'vitest';
import { read } from '@/yaml/edit';
import { addColumn, addRule, moveColumn, moveRule, removeColumn, removeRule, setBlock, setCell, setDefault, setHead, setHit } from './editTable';
import { readTable, type TableRead } from './readTable';

const TEXT = `# above
steps:
  - decide: How deep?   # why
    gives: [check_level]
    table:
      hit: first
      inputs: [amount]   # in euro
      rules:
        - { when: ["< 1000"],          gives: ["none"] }
        # the middle
        - { when: ["[1000..10000)"],   gives: ["finance"] } # two
        - { when: [">= 10000"],        gives: ["cfo"], note: Large }
  - end: done
`;
const FLOW = `decision: d
table: { inputs: [a, b], outputs: [c], rules: [{ when: [1, 2], gives: [x] }, { when: ["-", 'not("q")'], gives: ["y"] }] }
`;

function table(source: string, path = '/steps/0/table'): TableRead {
  const found = readTable(read(source), path);
  if (!found) throw new Error('no table');
  return found;
}

/** What a change leaves, as the table says it; the rest of the text must still be there. */
function after(source: string, path = '/steps/0/table') {
  return table(source, path).text;
}

describe('readTable', () => {
  it('reads blocks and brackets', () => {
    expect(after(TEXT)).toEqual({
      hit: 'first', aggregate: null, inputs: ['amount'], outputs: ['check_level'], default: null, hasNotes: true,
      rules: [
        { when: ['< 1000'], gives: ['none'], note: null },
        { when: ['[1000..10000)'], gives: ['finance'], note: null },
        { when: ['>= 10000'], gives: ['cfo'], note: 'Large' },
      ],
    });
    expect(after(FLOW, '/table').rules[1]).toEqual({ when: ['-', 'not("q")'], gives: ['y'], note: null });
  });

  it('finds no table where there is none', () => {
    expect(readTable(read(TEXT), '/steps/1')).toBeNull();
    expect(readTable(read('table: {'), '/table')).toBeNull();
  });
});

describe('changes of a table', () => {
  it('writes a cell and leaves every other letter', () => {
    expect(setCell(table(TEXT), { rule: 1, side: 'when', column: 0 }, '[2000..10000)')).toBe(TEXT.replace('[1000..10000)', '[2000..10000)'));
    expect(setCell(table(FLOW, '/table'), { rule: 0, side: 'when', column: 1 }, '30')).toBe(FLOW.replace('[1, 2]', '[1, 30]'));
    expect(setCell(table(FLOW, '/table'), { rule: 0, side: 'when', column: 1 }, '[1..2]')).toBe(FLOW.replace('[1, 2]', '[1, "[1..2]"]'));
    expect(setCell(table(TEXT), { rule: 0, side: 'gives', column: 0 }, '"a" + "b"')).toBe(TEXT.replace('["none"]', `['"a" + "b"']`));
  });

  it('keeps comments where rules move and go', () => {
    const swapped = moveRule(table(TEXT), 0, 1);
    expect(after(swapped).rules.map((rule) => rule.gives[0])).toEqual(['finance', 'none', 'cfo']);
    for (const comment of ['# above', '# why', '# in euro', '# the middle', '# two']) expect(swapped).toContain(comment);
    expect(swapped).toMatch(/# the middle\n {8}- \{ when: \["\[1000/);
    expect(removeRule(table(TEXT), 0)).toBe(TEXT.replace(/ {8}- \{ when: \["< 1000.*\n/, ''));
    expect(after(removeRule(table(FLOW, '/table'), 1), '/table').rules).toHaveLength(1);
    expect(after(moveRule(table(FLOW, '/table'), 1, 0), '/table').rules.map((rule) => rule.gives[0])).toEqual(['y', 'x']);
  });

  it('adds rules first, between and last', () => {
    for (const index of [0, 1, 3]) {
      const text = addRule(table(TEXT), index, ['5']);
      expect(after(text).rules[index]).toEqual({ when: ['5'], gives: [''], note: null });
      expect(after(text).rules).toHaveLength(4);
      expect(text.endsWith('  - end: done\n')).toBe(true);
    }
    expect(after(addRule(table(FLOW, '/table'), 2), '/table').rules[2]).toEqual({ when: ['-', '-'], gives: [''], note: null });
  });

  it('adds the last rule to a text without a last line break', () => {
    const text = TEXT.slice(0, TEXT.indexOf('  - end')).trimEnd();
    expect(after(addRule(table(text), 3)).rules).toHaveLength(4);
    expect(after(moveRule(table(text), 2, 0)).rules.map((rule) => rule.gives[0])).toEqual(['cfo', 'none', 'finance']);
  });

  it('adds, moves and removes columns everywhere', () => {
    const added = addColumn(table(TEXT), 'when', 1, 'department');
    expect(after(added).inputs).toEqual(['amount', 'department']);
    expect(after(added).rules.map((rule) => rule.when)).toEqual([['< 1000', '-'], ['[1000..10000)', '-'], ['>= 10000', '-']]);
    const turned = moveColumn(table(added), 'when', 1, 0);
    expect(after(turned).inputs).toEqual(['department', 'amount']);
    expect(after(turned).rules[0]?.when).toEqual(['-', '< 1000']);
    expect(removeColumn(table(turned), 'when', 0)).toBe(TEXT);
    expect(after(setHead(table(TEXT), 'when', 0, 'amount * 2')).inputs).toEqual(['amount * 2']);
  });

  it('sets the hit policy and the default, there or not', () => {
    expect(setHit(table(TEXT), 'unique')).toBe(TEXT.replace('hit: first', 'hit: unique'));
    expect(after(setHit(table(FLOW, '/table'), 'any'), '/table').hit).toBe('any');
    const withDefault = setDefault(table(TEXT), ['none']);
    expect(after(withDefault).default).toEqual(['none']);
    expect(setDefault(table(withDefault), null)).toBe(TEXT);
  });

  it('takes a block from a spreadsheet, with rules added', () => {
    const text = setBlock(table(TEXT), { rule: 2, side: 'when', column: 0 }, [['1', 'cfo'], ['2', 'none'], ['', 'finance', 'too much']]);
    expect(after(text).rules.slice(2)).toEqual([
      { when: ['1'], gives: ['cfo'], note: 'Large' }, { when: ['2'], gives: ['none'], note: null }, { when: ['-'], gives: ['finance'], note: null },
    ]);
  });
});
