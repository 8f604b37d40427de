import { describe, expect, it } from 'vitest';
import { layout, type Block, type Jump, type Layout, type Placed } from './layout';

const CARD = { width: 220, height: 64 };
const JOIN = { width: 14, height: 14 };

let made = 0;
const card = (id = `card-${++made}`): Block => ({ type: 'card', id, ...CARD });
const column = (...items: Block[]): Block => ({ type: 'column', items });
function fork(...lanes: Block[][]): Block {
  const id = `fork-${++made}`;
  return {
    type: 'fork',
    head: { id, width: 160, height: 36 },
    join: { id: `${id}:join`, ...JOIN },
    lanes: lanes.map((items, index) => ({ id: `${id}/${index}`, label: `lane ${index}`, items })),
  };
}

/** A deterministic source of shapes, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

function randomBlock(next: () => number, depth: number): Block {
  const roll = next();
  if (depth === 0 || roll < 0.45) return card();
  const items = () => Array.from({ length: Math.floor(next() * 4) }, () => randomBlock(next, depth - 1));
  if (roll < 0.7) return column(card(), ...items());
  return fork(...Array.from({ length: 1 + Math.floor(next() * 4) }, items));
}

function overlaps(a: Placed, b: Placed): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function firstOverlap({ cards }: Layout): string | null {
  for (const [index, a] of cards.entries()) {
    const other = cards.slice(index + 1).find((b) => overlaps(a, b));
    if (other) return `${a.id} and ${other.id}`;
  }
  return null;
}

function goesDown(result: Layout): boolean {
  return result.edges
    .filter((edge) => edge.kind === 'forward')
    .every((edge) => edge.points.every((point, index) => index === 0 || point.y >= (edge.points[index - 1]?.y ?? 0)));
}

describe('layout', () => {
  it('puts a column on one axis, in order', () => {
    const { cards, edges } = layout(column(card('a'), card('b'), card('c')));
    expect(cards.map((one) => one.id)).toEqual(['a', 'b', 'c']);
    expect(new Set(cards.map((one) => one.x + one.width / 2)).size).toBe(1);
    expect(edges.map((one) => one.id)).toEqual(['a>b', 'b>c']);
  });

  it('keeps the order of branches and joins them under the deepest', () => {
    const { cards } = layout(fork([card('left'), card('left-2')], [card('right')]));
    const at = (id: string) => cards.find((one) => one.id === id) as Placed;
    expect(at('left').x).toBeLessThan(at('right').x);
    expect(cards.at(-1)?.y).toBeGreaterThan(at('left-2').y + CARD.height);
  });

  it('draws an empty branch as a line of its own', () => {
    const { edges } = layout(fork([card('only')], []));
    expect(edges.filter((edge) => edge.id.endsWith(':through'))).toHaveLength(1);
  });

  it('gives no join to a fork whose branches all end', () => {
    const all: Block = { type: 'fork', head: { id: 'f', ...CARD }, join: { id: 'j', ...JOIN },
      lanes: [{ id: 'f/1', items: [card('x')], ends: true }] };
    const { cards, edges } = layout(column(all, card('after')));
    expect(cards.some((one) => one.id === 'j')).toBe(false);
    expect(edges.some((edge) => edge.to === 'after')).toBe(false);
  });

  it('runs jumps in lanes at the right: up to a card, down to an outcome', () => {
    const jumps: Jump[] = [{ id: 'again', from: 'b', to: 'a' }, { id: 'no', from: 'b', to: 'refused' }];
    const result = layout(column(card('a'), card('b'), card('c')), jumps, [{ id: 'refused', width: 140, height: 36 }]);
    const right = Math.max(...result.cards.filter((one) => one.id !== 'refused').map((one) => one.x + one.width));
    for (const edge of result.edges.filter((one) => one.kind !== 'forward')) {
      expect(Math.max(...edge.points.map((point) => point.x))).toBeGreaterThan(right);
    }
    expect(result.edges.map((edge) => edge.kind)).toEqual(['forward', 'forward', 'back', 'exit']);
    expect(firstOverlap(result)).toBeNull();
  });

  it('never overlaps cards and never lets a forward edge rise, for 300 random flows', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = numbers(seed);
      const root = column(card(), ...Array.from({ length: 4 }, () => randomBlock(next, 4)));
      const result = layout(root, [{ id: 'j', from: 'none', to: 'refused' }], [{ id: 'refused', width: 160, height: 36 }]);
      expect(firstOverlap(result), `seed ${seed}`).toBeNull();
      expect(goesDown(result), `seed ${seed}`).toBe(true);
      expect(result.edges.every((edge) => edge.points.every((point) => point.x >= -0.01 && point.x <= result.width))).toBe(true);
    }
  });

  it('places 2,000 cards in well under a second', () => {
    const started = performance.now();
    layout(column(...Array.from({ length: 500 }, () => fork([card(), card()], [card()]))));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

it('has room for the labels of lanes without steps, at both ends', () => {
  const label = 'Accuracy is at least 0.92 and the rest';
  const head = { id: 'head', width: 160, height: 36 };
  const lanes = [{ id: 'a', label, items: [] }, { id: 'b', label, items: [card()] }, { id: 'c', label, items: [] }];
  const placed = layout({ type: 'fork', head, join: { id: 'join', ...JOIN }, lanes });
  for (const edge of placed.edges.filter((one) => one.label)) {
    const half = label.length * 3.3;
    expect(edge.labelAt!.x - half).toBeGreaterThanOrEqual(0);
    expect(edge.labelAt!.x + half).toBeLessThanOrEqual(placed.width);
  }
});
