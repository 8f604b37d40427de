/** What a run adds to its workflow's diagram. Every state is the server's; here they are only looked up. */
import type { Run, RunStep } from '@/api/types';
import type { Edge } from './layout';
import type { Flow } from './outline';

export type StepState = Pick<RunStep, 'state' | 'passes' | 'by' | 'at' | 'opened' | 'due' | 'overdue' | 'choice_label'>;
/** `holders`: who has what is open, by step. */
export type FlowState = { steps: Map<string, StepState>; taken: { from: string; to: string }[]; holders: Map<string, string[]> };

export function flowState(run: Pick<Run, 'steps' | 'taken' | 'waits_for'>): FlowState {
  const steps = new Map<string, StepState>();
  for (const step of run.steps) steps.set(step.id, step);
  const holders = new Map<string, string[]>();
  for (const { step, who, group } of run.waits_for) {
    const name = who?.name ?? group;
    const known = holders.get(step) ?? [];
    if (name && !known.includes(name)) holders.set(step, [...known, name]);
  }
  return { steps, taken: run.taken, holders };
}

/** Who has a step that is open, else who did it; nothing where that is not known. */
export function whoOf(step: string, { steps, holders }: FlowState): string[] {
  const known = steps.get(step);
  const who = known?.state === 'open' ? holders.get(step) : undefined;
  return who ?? (known?.by ? [known.by.name] : []);
}

/** A card's state. An outcome that is reached by leaving the blocks is no step of its own: the way to it says that it was. */
export function stateOf(step: string, kind: string, { steps, taken }: FlowState): StepState | undefined {
  const reached = kind === 'outcome' && taken.some((way) => way.to === step);
  return steps.get(step) ?? (reached ? REACHED : undefined);
}

const REACHED: StepState = { state: 'done', passes: 1, by: null, at: null, opened: null, due: null, overdue: false, choice_label: null };

/** The word for a card: an open step past its time is overdue. */
export function wordOf(step: StepState | undefined): string {
  if (!step) return 'none';
  return step.state === 'open' && step.overdue ? 'overdue' : step.state;
}

/**
 * The edges a run went along. The server names the steps it went between; heads and joins are drawn, but are no steps,
 * so the way from one step to the next is looked for across them.
 */
export function takenEdges(edges: Pick<Edge, 'id' | 'from' | 'to'>[], flow: Pick<Flow, 'cards' | 'ends'>, taken: FlowState['taken'], steps: FlowState['steps'] = new Map()): Set<string> {
  const from = new Map<string, Pick<Edge, 'id' | 'from' | 'to'>[]>();
  for (const edge of edges) from.set(edge.from, [...(from.get(edge.from) ?? []), edge]);
  const went = new Set<string>();
  for (const way of taken) {
    const to = flow.ends.get(way.to) ?? way.to;
    const found = shortest(way.from, to, from, flow) ?? shortest(`${way.from}:join`, to, from, flow);
    for (const id of found ?? []) went.add(id);
  }
  // Of branches that came together the server names the way on, not the ways there: all that is done and led nowhere else came there.
  const led = new Set(taken.map((way) => way.from));
  for (const edge of edges) {
    const isLast = flow.cards.get(edge.to)?.kind === 'join' && flow.cards.get(edge.from)?.kind === 'step';
    if (isLast && !led.has(edge.from) && steps.get(edge.from)?.state === 'done') went.add(edge.id);
  }
  return went;
}

type Outgoing = Map<string, Pick<Edge, 'id' | 'from' | 'to'>[]>;

/** The fewest edges from one card to another with nothing but heads and joins between them. */
function shortest(start: string, end: string, outgoing: Outgoing, { cards }: Pick<Flow, 'cards'>): string[] | null {
  const queue: { at: string; path: string[] }[] = [{ at: start, path: [] }];
  const seen = new Set([start]);
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const edge of outgoing.get(next.at) ?? []) {
      const path = [...next.path, edge.id];
      if (edge.to === end) return path;
      const kind = cards.get(edge.to)?.kind;
      if (seen.has(edge.to) || (kind !== 'head' && kind !== 'join')) continue;
      seen.add(edge.to);
      queue.push({ at: edge.to, path });
    }
  }
  return null;
}
