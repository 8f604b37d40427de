/**
 * Places things that lead to each other on a plane: each below all that leads to it, ways down from the middle of one to the
 * middle of the next.
 *
 * Promises: no two cards overlap; no way runs through a card; what leads nowhere stands below the rest, so many in a row; the
 * same input gives the same picture. A circle is broken where it was entered; that one way runs up.
 */
import { GAP, type Edge, type Layout, type Placed, type Point, type Size } from './layout';

export type Thing = { id: string } & Size;
export type Way = { from: string; to: string };

/** How many of those that lead nowhere stand side by side. */
const ALONE_IN_ROW = 4;
const ACROSS = 28;
const DOWN = GAP.row + 12;
/** A way that passes a row between two others has a place of its own there. */
const PASS = 10;
const SWEEPS = 4;

type Slot = { id: string; width: number; height: number; passes: boolean };

export function layers(things: Thing[], ways: Way[]): Layout {
  const known = new Map(things.map((thing) => [thing.id, thing]));
  const real = ways.filter((way) => way.from !== way.to && known.has(way.from) && known.has(way.to));
  const turned = inCircles(things, real);
  const down = real.map((way, index) => (turned.has(index) ? { from: way.to, to: way.from } : way));
  const joined = new Set(down.flatMap((way) => [way.from, way.to]));
  const depth = depths(things.filter((thing) => joined.has(thing.id)), down);
  const { rows, chains } = slots(things.filter((thing) => joined.has(thing.id)), down, depth);
  untangle(rows, chains);
  const alone = things.filter((thing) => !joined.has(thing.id));
  for (let at = 0; at < alone.length; at += ALONE_IN_ROW) rows.push(alone.slice(at, at + ALONE_IN_ROW).map((thing) => ({ ...thing, passes: false })));
  const placed = place(rows);
  return {
    cards: placed.cards.filter((card) => known.has(card.id)),
    edges: chains.map((chain, index) => edge(chain, index, { placed, turned: turned.has(index), way: real[index] as Way })),
    width: placed.width,
    height: placed.height,
  };
}

/** The ways that lead back into what is being followed. */
function inCircles(things: Thing[], ways: Way[]): Set<number> {
  const back = new Set<number>();
  const seen = new Map<string, 'open' | 'done'>();
  const follow = (id: string) => {
    seen.set(id, 'open');
    ways.forEach((way, index) => {
      if (way.from !== id) return;
      if (seen.get(way.to) === 'open') back.add(index);
      else if (!seen.has(way.to)) follow(way.to);
    });
    seen.set(id, 'done');
  };
  for (const { id } of things) if (!seen.has(id)) follow(id);
  return back;
}

function depths(things: Thing[], ways: Way[]): Map<string, number> {
  const depth = new Map(things.map((thing) => [thing.id, 0]));
  for (let round = 0; round < things.length; round += 1) {
    let changed = false;
    for (const { from, to } of ways) {
      const below = (depth.get(from) ?? 0) + 1;
      if (below > (depth.get(to) ?? 0)) {
        depth.set(to, below);
        changed = true;
      }
    }
    if (!changed) break;
  }
  return depth;
}

/** The rows, and for each way the slots it goes through, its ends included. */
function slots(things: Thing[], ways: Way[], depth: Map<string, number>): { rows: Slot[][]; chains: string[][] } {
  const rows: Slot[][] = [];
  const into = (row: number, slot: Slot) => (rows[row] ??= []).push(slot);
  for (const thing of things) into(depth.get(thing.id) ?? 0, { ...thing, passes: false });
  const chains = ways.map(({ from, to }, index) => {
    const [top, bottom] = [depth.get(from) ?? 0, depth.get(to) ?? 0];
    const between = Array.from({ length: Math.max(0, bottom - top - 1) }, (_, at) => `${index}:${at}`);
    between.forEach((id, at) => into(top + 1 + at, { id, width: PASS, height: 0, passes: true }));
    return [from, ...between, to];
  });
  return { rows, chains };
}

/** Orders each row by where what leads to it, or where it leads, stands. */
function untangle(rows: Slot[][], chains: string[][]): void {
  const pairs = chains.flatMap((chain) => chain.slice(1).map((to, at) => ({ from: chain[at] as string, to })));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const downwards = sweep % 2 === 0;
    const order = downwards ? rows.map((_, at) => at) : rows.map((_, at) => rows.length - 1 - at);
    for (const at of order) {
      const beside = rows[at + (downwards ? -1 : 1)];
      const row = rows[at];
      if (!beside || !row) continue;
      const places = new Map(beside.map((slot, index) => [slot.id, index / Math.max(1, beside.length - 1)]));
      const pull = new Map(row.map((slot, index) => {
        const near = pairs.flatMap((pair) => {
          const [mine, other] = downwards ? [pair.to, pair.from] : [pair.from, pair.to];
          const found = mine === slot.id ? places.get(other) : undefined;
          return found === undefined ? [] : [found];
        });
        const here = index / Math.max(1, row.length - 1);
        return [slot.id, near.length > 0 ? near.reduce((sum, one) => sum + one, 0) / near.length : here];
      }));
      row.sort((a, b) => (pull.get(a.id) ?? 0) - (pull.get(b.id) ?? 0));
    }
  }
}

type Grid = { cards: Placed[]; at: Map<string, Placed>; width: number; height: number };

function place(rows: Slot[][]): Grid {
  const widths = rows.map((row) => row.reduce((sum, slot) => sum + slot.width, 0) + ACROSS * Math.max(0, row.length - 1));
  const width = Math.max(0, ...widths);
  const cards: Placed[] = [];
  let y = 0;
  rows.forEach((row, index) => {
    let x = (width - (widths[index] ?? 0)) / 2;
    const height = Math.max(0, ...row.map((slot) => slot.height));
    for (const slot of row) {
      cards.push({ id: slot.id, x, y, width: slot.width, height: slot.passes ? height : slot.height });
      x += slot.width + ACROSS;
    }
    y += height + DOWN;
  });
  return { cards, at: new Map(cards.map((card) => [card.id, card])), width, height: Math.max(0, y - DOWN) };
}

function edge(chain: string[], index: number, { placed, turned, way }: { placed: Grid; turned: boolean; way: Way }): Edge {
  const points: Point[] = [];
  chain.forEach((id, at) => {
    const card = placed.at.get(id);
    if (!card) return;
    const x = card.x + card.width / 2;
    const before = points.at(-1);
    if (before) {
      const turn = card.y - DOWN / 2;
      points.push({ x: before.x, y: turn }, { x, y: turn });
    }
    points.push({ x, y: card.y });
    if (at < chain.length - 1) {
      if (at === 0) points.pop();
      points.push({ x, y: card.y + card.height });
    }
  });
  if (turned) points.reverse();
  return { id: `${way.from}>${way.to}#${index}`, kind: turned ? 'back' : 'forward', from: way.from, to: way.to, points };
}
