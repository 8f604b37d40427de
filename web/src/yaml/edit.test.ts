import { describe, expect, it } from 'vitest';
import { applied, nodeAt, pathOf, read, scalar, textOf } from './edit';

const TEXT = `steps:
  - choose: By depth   # how deep
    cases:
      - when: level = "high" or level = "low"   # both
      - { when: a > 1, title: "Other: one" }
    total: |
      a + 1
    empty:
`;

function set(pointer: string, text: string): string {
  const from = read(TEXT);
  return applied(TEXT, scalar(from, nodeAt(from, pathOf(pointer)), text));
}

describe('scalar', () => {
  it.each([
    ['/steps/0/cases/0/when', 'level = "high"', TEXT.replace('level = "high" or level = "low"', 'level = "high"')],
    ['/steps/0/cases/0/when', '"x" = level', TEXT.replace('level = "high" or level = "low"', `'"x" = level'`)],
    ['/steps/0/cases/0/when', 'a: b', TEXT.replace('level = "high" or level = "low"', '"a: b"')],
    ['/steps/0/cases/1/when', 'a > 20', TEXT.replace('a > 1', 'a > 20')],
    ['/steps/0/cases/1/when', 'a in [1, 2]', TEXT.replace('a > 1', '"a in [1, 2]"')],
    ['/steps/0/cases/1/title', 'x', TEXT.replace('"Other: one"', '"x"')],
    ['/steps/0/total', 'a + 2', TEXT.replace('|\n      a + 1', '"a + 2"')],
    ['/steps/0/total', 'a +\n\nb\n', TEXT.replace('a + 1', 'a +\n\n      b')],
    ['/steps/0/empty', 'now', TEXT.replace('empty:', 'empty: "now"')],
  ])('writes %s as %s', (pointer, text, expected) => {
    const written = set(pointer, text);
    expect(written).toBe(expected);
    expect(textOf(nodeAt(read(written), pathOf(pointer)))).toBe(text);
  });
});
