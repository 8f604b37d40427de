/** Turns a workflow's outline, as the server gives it, into what the layout places and what the cards say. */
import type { Outline, OutlineBlock } from '@/api/types';
import type { Block, Jump, Lane, Size } from './layout';
import { pathTitle } from './ways';

export type CardKind = 'start' | 'step' | 'head' | 'join' | 'outcome';
export type CardInfo = { id: string; kind: CardKind; sign: string; step: string; title: string; detail: string | null; line: number | null };
export type Flow = {
  root: Block;
  jumps: Jump[];
  exits: ({ id: string } & Size)[];
  cards: Map<string, CardInfo>;
  /** Outcome → the card that stands for it on the main path. */
  ends: Map<string, string>;
};
export type FlowWords = { otherwise: string; start: string; end: string; condition: (source: string) => string; handler: (label: string) => string; time: (text: string) => string };

const STEP: Size = { width: 228, height: 70 };
const JOIN: Size = { width: 12, height: 12 };
const PILL_HEIGHT = 40;
/** A pill is as wide as its words at about this much a letter. */
const LETTER = 7.4;
const SINGLE_LANE = new Set(['stage', 'each', 'repeat']);
/** Kinds whose branches people name; in all others a title is of a handler. */
const WITH_TITLES = new Set(['choose', 'parallel', 'race', 'any-order']);
/** The branches of all other kinds are for when something goes wrong: the way on lies beside them. */
const BRANCHING = new Set([...SINGLE_LANE, 'choose', 'parallel', 'race', 'any-order']);

type Build = { flow: Omit<Flow, 'root'>; outline: Outline; words: FlowWords };

export function flowOf(outline: Outline, words: FlowWords): Flow {
  const build: Build = { flow: { jumps: [], exits: [], cards: new Map(), ends: new Map() }, outline, words };
  const start = outline.start[0];
  const items = outline.steps.map((block) => blockOf(block, build));
  const first = pill({ id: 'start', kind: 'start', sign: 'start', step: 'start', title: start?.title ?? words.start, detail: null, line: start?.line ?? null }, build);
  const root: Block = { type: 'column', items: [first, ...items] };
  const paths = outline.paths.filter((path) => path.steps.length > 0);
  const whole = paths.length === 0 ? root : withPaths(root, paths, build);
  addExits(build);
  const jumps = build.flow.jumps.map((one) => ({ ...one, to: build.flow.ends.get(one.to) ?? one.to }));
  return { root: whole, ...build.flow, jumps };
}

function blockOf(block: OutlineBlock, build: Build): Block {
  for (const choice of block.choices) if (choice.goes_to) jump(build, block.id, choice.goes_to, choice.label);
  if (block.kind === 'end') {
    const title = build.outline.outcomes.find((one) => one.id === (block.goes_to ?? block.id))?.title ?? block.title;
    if (block.goes_to) build.flow.ends.set(block.goes_to, block.id);
    return { ...pill({ id: block.id, kind: 'outcome', sign: 'end', step: block.id, title, detail: null, line: block.line }, build), ends: true };
  }
  if (block.branches.length > 0) return forkOf(block, build);
  if (block.goes_to) jump(build, block.id, block.goes_to);
  build.flow.cards.set(block.id, { id: block.id, kind: 'step', sign: block.kind, step: block.id, title: block.title, detail: detailOf(block, build.words), line: block.line });
  return { type: 'card', id: block.id, ...STEP, ends: block.goes_to !== null && block.goes_to !== undefined };
}

function forkOf(block: OutlineBlock, build: Build): Block {
  const head = headOf(block, build);
  const join = `${block.id}:join`;
  build.flow.cards.set(join, { id: join, kind: 'join', sign: '', step: block.id, title: '', detail: null, line: null });
  const lanes: Lane[] = block.branches.map((branch) => {
    const last = branch.steps.at(-1);
    if (branch.goes_to) jump(build, last?.id ?? block.id, branch.goes_to);
    return {
      id: branch.id,
      label: SINGLE_LANE.has(block.kind) && !branch.title ? undefined : shorten(titleOf(block, branch, build.words) ?? (branch.when ? build.words.condition(branch.when) : null) ?? (block.kind === 'choose' ? build.words.otherwise : null)),
      items: branch.steps.map((step) => blockOf(step, build)),
      ends: Boolean(branch.goes_to) || branch.kind === 'undo',
    };
  });
  const hasOtherwise = block.branches.some((branch) => branch.id.startsWith(`${block.id}/`) && (!branch.when || branch.when === 'otherwise'));
  if (block.kind === 'choose' && !hasOtherwise) lanes.push({ id: `${block.id}/otherwise`, label: build.words.otherwise, items: [] });
  if (!BRANCHING.has(block.kind)) lanes.unshift({ id: `${block.id}/on`, items: [] });
  if (block.goes_to) jump(build, join, block.goes_to);
  return { type: 'fork', head, join: { id: join, ...JOIN }, lanes };
}

/** What lanes begin under: a name for a block, and the step itself where they are only for when something happens to it. */
function headOf(block: OutlineBlock, build: Build): { type: 'card'; id: string } & Size {
  const info = { id: block.id, sign: block.kind, step: block.id, title: block.title, line: block.line };
  if (BRANCHING.has(block.kind)) return pill({ ...info, kind: 'head', detail: null }, build);
  build.flow.cards.set(block.id, { ...info, kind: 'step', detail: detailOf(block, build.words) });
  return { type: 'card', id: block.id, ...STEP };
}

function detailOf(block: OutlineBlock, words: FlowWords): string | null {
  return [block.who, block.due && words.time(block.due)].filter(Boolean).join(' · ') || null;
}

/** A branch's title. Those of other kinds than blocks with branches are handlers: they say when they begin. */
export function titleOf(block: OutlineBlock, branch: OutlineBlock['branches'][number], words: Pick<FlowWords, 'handler'>): string | null {
  if (!branch.title) return null;
  return WITH_TITLES.has(block.kind) ? branch.title : words.handler(branch.title);
}

function withPaths(root: Block, paths: Outline['paths'], build: Build): Block {
  const columns = paths.map((path): Block => ({
    type: 'column',
    items: [
      pill({ id: path.id, kind: 'head', sign: 'path', step: path.id, title: pathTitle(path.id), detail: null, line: null }, build),
      ...path.steps.map((block) => blockOf(block, build)),
    ],
  }));
  return { type: 'row', items: [root, ...columns] };
}

function jump(build: Build, from: string, to: string, label?: string): void {
  build.flow.jumps.push({ id: `${from}>${to}:${label ?? ''}`, from, to, label: shorten(label ?? null) });
}

/** Outcomes that no step of the main path ends in, but that some jump reaches. */
function addExits({ flow, outline }: Build): void {
  for (const outcome of outline.outcomes) {
    if (flow.cards.has(outcome.id) || flow.ends.has(outcome.id) || !flow.jumps.some((one) => one.to === outcome.id)) continue;
    flow.cards.set(outcome.id, { id: outcome.id, kind: 'outcome', sign: 'end', step: outcome.id, title: outcome.title, detail: null, line: null });
    flow.exits.push({ id: outcome.id, width: widthOf(outcome.title), height: PILL_HEIGHT });
  }
}

function pill(info: CardInfo, build: Build): { type: 'card'; id: string } & Size {
  build.flow.cards.set(info.id, info);
  return { type: 'card', id: info.id, width: widthOf(info.title), height: PILL_HEIGHT };
}

function widthOf(title: string): number {
  return Math.round(Math.min(320, Math.max(110, title.length * LETTER + 66)));
}

const LABEL_MAX = 30;

function shorten(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  return text.length > LABEL_MAX ? `${text.slice(0, LABEL_MAX - 1).trimEnd()}…` : text;
}
