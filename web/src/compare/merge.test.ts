import { describe, expect, test } from 'vitest';
import { merge, settled } from './merge';

const BASE = 'a\nb\nc\nd\ne\nf\n';
const open = (pieces: ReturnType<typeof merge>) => pieces.filter((piece) => piece.kind === 'open');

describe('merge', () => {
  test('takes what only one of the two changed', () => {
    const pieces = merge(BASE, 'a\nB\nc\nd\ne\nf\n', 'a\nb\nc\nd\ne\nmore\nf\n');
    expect(open(pieces)).toEqual([]);
    expect(settled(pieces, [])).toBe('a\nB\nc\nd\ne\nmore\nf\n');
  });

  test('takes once what both changed alike', () => {
    expect(settled(merge(BASE, 'a\nX\nc\nd\ne\nf\n', 'a\nX\nc\nd\ne\nf\n'), [])).toBe('a\nX\nc\nd\ne\nf\n');
  });

  test('leaves open what both changed otherwise, and does as is said', () => {
    const pieces = merge(BASE, 'a\nmine\nc\nd\ne\nf\n', 'a\ntheirs\nc\nd\ne\nF\n');
    expect(open(pieces)).toEqual([{ kind: 'open', mine: ['mine'], theirs: ['theirs'] }]);
    expect(settled(pieces, ['mine'])).toBe('a\nmine\nc\nd\ne\nF\n');
    expect(settled(pieces, ['theirs'])).toBe('a\ntheirs\nc\nd\ne\nF\n');
    expect(settled(pieces, ['both'])).toBe('a\ntheirs\nmine\nc\nd\ne\nF\n');
  });

  test('a line taken out by one and changed by the other is open', () => {
    expect(open(merge(BASE, 'a\nc\nd\ne\nf\n', 'a\nb!\nc\nd\ne\nf\n'))).toEqual([{ kind: 'open', mine: [], theirs: ['b!'] }]);
  });

  test('lines added at one place by both are open; side by side they are not', () => {
    expect(open(merge(BASE, `${BASE}mine\n`, `${BASE}theirs\n`))).toHaveLength(1);
    expect(settled(merge(BASE, 'A\nb\nc\nd\ne\nf\n', 'a\nB\nc\nd\ne\nf\n'), [])).toBe('A\nB\nc\nd\ne\nf\n');
  });

  test('loses no line that one of the two added, whatever is chosen to be both', () => {
    const draw = (seed: number) => () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let seed = 1; seed < 200; seed += 1) {
      const random = draw(seed);
      const edited = (name: string) =>
        BASE.trim().split('\n').flatMap((line) => {
          const dice = random();
          return dice < 0.15 ? [] : dice < 0.3 ? [`${line}-${name}`] : dice < 0.45 ? [line, `new-${name}-${line}`] : [line];
        });
      const [mine, theirs] = [edited('mine'), edited('theirs')];
      const pieces = merge(BASE, `${mine.join('\n')}\n`, `${theirs.join('\n')}\n`);
      const result = settled(pieces, open(pieces).map(() => 'both')).split('\n');
      const added = [...mine, ...theirs].filter((line) => line.includes('-'));
      expect(added.filter((line) => !result.includes(line)), `seed ${seed}`).toEqual([]);
    }
  });
});
