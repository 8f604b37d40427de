/**
 * Places a block-structured workflow on a plane: a column of cards, forks with lanes side by side, one join under them.
 *
 * Promises: no two cards overlap; every forward edge only ever goes down; branches keep their order; the same input
 * gives the same picture. Jumps (to an earlier step, to an outcome) run in lanes of their own at the right.
 * It knows nothing of React, states or texts; sizes come in as data.
 */
export type Size = { width: number; height: number };
export type Point = { x: number; y: number };

export type Block =
  | ({ type: 'card'; id: string; ends?: boolean | undefined } & Size)
  | { type: 'column'; items: Block[] }
  | { type: 'row'; items: Block[] }
  | { type: 'fork'; head: { id: string } & Size; join: { id: string } & Size; lanes: Lane[] };

/** One way through a fork. A lane without items is a line of its own from the head to the join. */
export type Lane = { id: string; label?: string | undefined; items: Block[]; ends?: boolean | undefined };

/** A way that leaves the blocks: back to an earlier card, or down to an outcome. */
export type Jump = { id: string; from: string; to: string; label?: string | undefined };

export type Placed = { id: string } & Point & Size;
export type EdgeKind = 'forward' | 'back' | 'exit';
export type Edge = {
  id: string;
  kind: EdgeKind;
  from: string;
  to: string;
  points: Point[];
  label?: string | undefined;
  labelAt?: Point | undefined;
};
export type Layout = { cards: Placed[]; edges: Edge[]; width: number; height: number };

export const GAP = { row: 40, labelled: 66, lane: 24, jump: 22, jumpFirst: 30, emptyLane: 88 } as const;

/** Where an edge may leave or enter a placed block. `null`: nothing leaves it (each way in it ends). */
type Port = { id: string; at: Point } | null;
type Part = { width: number; height: number; axis: number; cards: Placed[]; edges: Edge[]; entry: Port; exit: Port };

export function layout(root: Block, jumps: Jump[] = [], exits: ({ id: string } & Size)[] = []): Layout {
  const part = place(root);
  const lanes = routeJumps(jumps, part, exits);
  return {
    cards: [...part.cards, ...lanes.cards],
    edges: [...part.edges, ...lanes.edges],
    width: lanes.width,
    height: part.height,
  };
}

function place(block: Block): Part {
  if (block.type === 'card') return placeCard(block);
  if (block.type === 'column') return placeColumn(block.items);
  if (block.type === 'row') return placeRow(block.items);
  return placeFork(block);
}

function placeCard({ id, width, height, ends }: { id: string; ends?: boolean | undefined } & Size): Part {
  const axis = width / 2;
  const card = { id, x: 0, y: 0, width, height };
  return {
    width, height, axis, cards: [card], edges: [],
    entry: { id, at: { x: axis, y: 0 } },
    exit: ends ? null : { id, at: { x: axis, y: height } },
  };
}

function placeColumn(items: Block[]): Part {
  const parts = items.map(place);
  const axis = Math.max(0, ...parts.map((part) => part.axis));
  const right = Math.max(0, ...parts.map((part) => part.width - part.axis));
  const column: Part = { width: axis + right, height: 0, axis, cards: [], edges: [], entry: null, exit: null };
  let y = 0;
  parts.forEach((part, index) => {
    const moved = move(part, axis - part.axis, y);
    if (index === 0) column.entry = moved.entry;
    else if (column.exit && moved.entry) column.edges.push(straight(column.exit, moved.entry));
    column.cards.push(...moved.cards);
    column.edges.push(...moved.edges);
    column.exit = moved.exit;
    column.height = y + part.height;
    y = column.height + GAP.row;
  });
  return column;
}

/** Side paths stand beside the main one; only jumps lead to them. */
function placeRow(items: Block[]): Part {
  const row: Part = { width: 0, height: 0, axis: 0, cards: [], edges: [], entry: null, exit: null };
  items.map(place).forEach((part, index) => {
    const moved = move(part, index === 0 ? 0 : row.width + GAP.lane * 2, 0);
    row.cards.push(...moved.cards);
    row.edges.push(...moved.edges);
    row.width = (index === 0 ? 0 : row.width + GAP.lane * 2) + part.width;
    row.height = Math.max(row.height, part.height);
    if (index === 0) Object.assign(row, { axis: moved.axis, entry: moved.entry, exit: moved.exit });
  });
  return row;
}

function placeFork(fork: Extract<Block, { type: 'fork' }>): Part {
  const lanes = fork.lanes.map((lane) => ({ lane, part: withLabel(lane.items.length > 0 ? placeColumn(lane.items) : EMPTY_LANE, lane.label) }));
  const lanesWidth = lanes.reduce((sum, { part }) => sum + part.width, 0) + GAP.lane * Math.max(0, lanes.length - 1);
  const axis = Math.max(lanesWidth, fork.head.width, fork.join.width) / 2;
  const top = fork.head.height + (fork.lanes.some((lane) => lane.label) ? GAP.labelled : GAP.row);
  const joinY = top + Math.max(0, ...lanes.map(({ part }) => part.height)) + GAP.row;

  const head = move(placeCard(fork.head), axis - fork.head.width / 2, 0);
  const join = move(placeCard(fork.join), axis - fork.join.width / 2, joinY);
  const whole: Part = {
    width: axis * 2, height: joinY + fork.join.height, axis,
    cards: [...head.cards], edges: [], entry: head.entry, exit: null,
  };
  const ends = { from: head.exit as Exit, to: join.entry as Exit, top };
  let x = axis - lanesWidth / 2;
  for (const { lane, part } of lanes) {
    const moved = move(part, x, top);
    whole.cards.push(...moved.cards);
    whole.edges.push(...moved.edges, ...laneEdges(lane, moved, { ...ends, laneX: x + part.axis }));
    x += part.width + GAP.lane;
  }
  if (whole.edges.some((one) => one.to === fork.join.id)) {
    whole.cards.push(...join.cards);
    whole.exit = join.exit;
  } else {
    whole.height = joinY - GAP.row;
  }
  return whole;
}

type Exit = NonNullable<Port>;
const EMPTY_LANE: Part = { width: GAP.emptyLane, height: 0, axis: GAP.emptyLane / 2, cards: [], edges: [], entry: null, exit: null };

/** A lane is as wide as its label, which stands in the middle of it: a picture has no room for words beside it. */
function withLabel(part: Part, label: string | undefined): Part {
  if (!label) return part;
  const half = labelWidth(label) / 2;
  const left = Math.max(0, half - part.axis);
  const moved = left > 0 ? move(part, left, 0) : part;
  return { ...moved, width: Math.max(part.width + left, moved.axis + half) };
}

/** The ways into and out of one lane: down from the head, and on to the join unless the lane ends by itself. */
function laneEdges(lane: Lane, part: Part, ends: { from: Exit; to: Exit; top: number; laneX: number }): Edge[] {
  const { from, to, top, laneX } = ends;
  const turn = from.at.y + GAP.row / 2;
  const meet = to.at.y - GAP.row / 2;
  const labelAt = lane.label ? { x: laneX, y: (turn + top) / 2 - 4 } : undefined;
  const named = { label: lane.label, labelAt };
  const down = [from.at, { x: from.at.x, y: turn }, { x: laneX, y: turn }];
  const across = [{ x: laneX, y: meet }, { x: to.at.x, y: meet }, to.at];
  if (!part.entry) {
    return lane.ends ? [] : [forward(`${lane.id}:through`, from.id, to.id, [...down, ...across], named)];
  }
  const edges = [forward(`${lane.id}:in`, from.id, part.entry.id, [...down, part.entry.at], named)];
  if (part.exit && !lane.ends) edges.push(forward(`${lane.id}:out`, part.exit.id, to.id, [part.exit.at, ...across]));
  return edges;
}

type Lanes = { edges: Edge[]; cards: Placed[]; width: number };

/** Jumps run at the right of all cards; those to one target share a lane, which never holds two targets at one height. */
function routeJumps(jumps: Jump[], part: Part, exits: ({ id: string } & Size)[]): Lanes {
  const cards = new Map(part.cards.map((card) => [card.id, card]));
  const result: Lanes = { edges: [], cards: [], width: part.width };
  let x = part.width + (jumps.length > 0 ? GAP.jumpFirst : 0);
  const targets = [...new Set(jumps.map((jump) => jump.to))];
  const inner = targets.filter((id) => cards.has(id));
  const outer = targets.filter((id) => !cards.has(id));
  for (const id of [...inner, ...outer]) {
    const exit = exits.find((one) => one.id === id);
    const target = cards.get(id) ?? (exit ? placeExit(exit, part, x, result) : undefined);
    if (!target) continue;
    const here = jumps.filter((jump) => jump.to === id && cards.has(jump.from));
    x = clearOf(here, part.cards, target, x);
    for (const jump of here) result.edges.push(jumpEdge(jump, cards.get(jump.from) as Placed, target, { x }));
    result.width = Math.max(result.width, x + GAP.jump, target.x + target.width);
    x = Math.max(x + GAP.jump * 2, exit ? target.x + target.width + GAP.lane : 0);
  }
  return result;
}

/** A lane far enough to the right that none of its labels lies on a card. */
function clearOf(jumps: Jump[], cards: Placed[], target: Placed, x: number): number {
  const reach = (jump: Jump): number => {
    const from = cards.find((card) => card.id === jump.from);
    if (!jump.label || !from) return x;
    const y = labelHeight(from, target);
    const beside = cards.filter((card) => card.y - LABEL.height < y && y < card.y + card.height + LABEL.height);
    const half = labelWidth(jump.label) / 2;
    return Math.max(x, ...beside.map((card) => card.x + card.width + half + LABEL.gap));
  };
  return Math.max(x, ...jumps.map(reach));
}

function labelWidth(label: string): number {
  return label.length * LABEL.letter + LABEL.edges;
}

/** About what a label measures. */
const LABEL = { letter: 6.6, edges: 20, height: 13, gap: 6, away: 26 } as const;

function leavesAt(from: Placed): number {
  return from.y + from.height / 2 + 10;
}

function labelHeight(from: Placed, to: Placed): number {
  return leavesAt(from) + (to.y > from.y ? LABEL.away : -LABEL.away);
}

/** An outcome that is only reached by a jump stands at the foot of its lane. */
function placeExit(exit: { id: string } & Size, part: Part, laneX: number, into: Lanes): Placed {
  const x = Math.max(part.width + GAP.lane / 2, laneX - exit.width / 2);
  const placed = { ...exit, x, y: Math.max(0, part.height - exit.height) };
  into.cards.push(placed);
  return placed;
}

function jumpEdge(jump: Jump, from: Placed, to: Placed, lane: { x: number }): Edge {
  const leave = { x: from.x + from.width, y: leavesAt(from) };
  const isExit = to.y > from.y;
  const fromAbove = isExit && lane.x >= to.x && lane.x <= to.x + to.width;
  const into = fromAbove
    ? [{ x: lane.x, y: to.y }]
    : [{ x: lane.x, y: to.y + to.height / 2 }, { x: to.x + to.width, y: to.y + to.height / 2 }];
  return {
    id: jump.id, kind: isExit ? 'exit' : 'back', from: jump.from, to: jump.to, label: jump.label,
    points: [leave, { x: lane.x, y: leave.y }, ...into],
    labelAt: jump.label ? { x: lane.x, y: labelHeight(from, to) } : undefined,
  };
}

function move(part: Part, dx: number, dy: number): Part {
  const shift = (at: Point): Point => ({ x: at.x + dx, y: at.y + dy });
  const port = (one: Port): Port => one && { id: one.id, at: shift(one.at) };
  return {
    ...part,
    axis: part.axis + dx,
    cards: part.cards.map((card) => ({ ...card, ...shift(card) })),
    edges: part.edges.map((one) => ({
      ...one,
      points: one.points.map(shift),
      labelAt: one.labelAt && shift(one.labelAt),
    })),
    entry: port(part.entry),
    exit: port(part.exit),
  };
}

function forward(id: string, from: string, to: string, points: Point[], extra: Partial<Edge> = {}): Edge {
  return { id, kind: 'forward', from, to, points, ...extra };
}

function straight(from: Exit, to: Exit): Edge {
  return forward(`${from.id}>${to.id}`, from.id, to.id, [from.at, to.at]);
}
