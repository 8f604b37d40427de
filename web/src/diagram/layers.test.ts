import { describe, expect, it } from 'vitest';
import { layers, type Way } from './layers';

const thing = (id: string) => ({ id, width: 200, height: 60 });
const way = (words: string): Way => {
  const [from = '', to = ''] = words.split('>');
  return { from, to };
};
const draw = (ids: string, ways: string[]) => layers(ids.split(' ').map(thing), ways.map(way));

describe('layers', () => {
  it('puts each thing below all that leads to it', () => {
    const { cards, edges } = draw('process papers account desk training', ['process>papers', 'process>desk', 'papers>account', 'account>training', 'desk>training', 'process>training']);
    const y = (id: string) => cards.find((card) => card.id === id)?.y ?? Number.NaN;
    for (const { from, to } of edges) expect(y(to)).toBeGreaterThan(y(from));
  });

  it('draws no card over another and no way through a card', () => {
    const { cards, edges, width, height } = draw('a b c d e f g', ['a>b', 'b>c', 'c>d', 'a>d', 'a>e', 'e>d', 'b>e', 'f>d']);
    for (const one of cards) {
      expect(one.x >= 0 && one.x + one.width <= width && one.y + one.height <= height).toBe(true);
      for (const other of cards) {
        if (one.id === other.id) continue;
        const apart = one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
        expect(apart, `${one.id} and ${other.id}`).toBe(true);
      }
      for (const { points, id, from, to } of edges) {
        if (one.id === from || one.id === to) continue;
        const inside = points.some((point) => point.x > one.x && point.x < one.x + one.width && point.y > one.y && point.y < one.y + one.height);
        expect(inside, `${id} through ${one.id}`).toBe(false);
      }
    }
  });

  it('lets the way that closes a circle run up', () => {
    const { edges } = draw('a b c', ['a>b', 'b>c', 'c>a']);
    expect(edges.map((edge) => edge.kind)).toEqual(['forward', 'forward', 'back']);
    const back = edges[2];
    expect(back?.points[0]?.y).toBeGreaterThan(back?.points.at(-1)?.y ?? Number.NaN);
  });

  it('puts what leads nowhere below the rest, so many in a row, and leaves out what is not there', () => {
    const { cards, edges } = draw('a b c d e f g', ['a>b', 'a>gone', 'c>c']);
    expect(edges).toHaveLength(1);
    const rows = new Set(cards.map((card) => card.y));
    expect(rows.size).toBe(4);
    expect(Math.min(...cards.filter((card) => card.id > 'b').map((card) => card.y))).toBeGreaterThan(cards.find((card) => card.id === 'b')?.y ?? 0);
  });
});
