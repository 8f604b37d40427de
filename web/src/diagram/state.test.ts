import { describe, expect, it } from 'vitest';
import type { CardInfo, CardKind } from './outline';
import { takenEdges, whoOf, wordOf, type FlowState, type StepState } from './state';

const edge = (from: string, to: string, id = `${from}>${to}`) => ({ id, from, to });
const card = (id: string, kind: CardKind): [string, CardInfo] => [id, { id, kind, sign: kind, step: id, title: id, detail: null, line: null }];
const flow = {
  cards: new Map([
    card('start', 'start'), card('review', 'step'), card('depth', 'head'), card('budget', 'step'),
    card('depth:join', 'join'), card('order', 'step'), card('end', 'outcome'),
  ]),
  ends: new Map([['ordered', 'end']]),
};
const edges = [
  edge('start', 'review'), edge('review', 'depth'), edge('depth', 'budget'), edge('budget', 'depth:join'),
  edge('depth', 'depth:join', 'through'), edge('depth:join', 'order'), edge('order', 'end'), edge('review', 'start', 'back'),
];
const went = (...ways: [string, string][]) => [...takenEdges(edges, flow, ways.map(([from, to]) => ({ from, to })))];

describe('takenEdges', () => {
  it('goes across heads and joins', () => {
    expect(went(['review', 'budget'])).toEqual(['review>depth', 'depth>budget']);
    expect(went(['budget', 'order'])).toEqual(['budget>depth:join', 'depth:join>order']);
  });

  it('takes the empty branch where nothing in the block was opened', () => {
    expect(went(['review', 'order'])).toEqual(['review>depth', 'through', 'depth:join>order']);
  });

  it('knows the way back and the card of an outcome', () => {
    expect(went(['review', 'start'], ['order', 'ordered'])).toEqual(['back', 'order>end']);
  });

  it('leaves the block by its join', () => {
    const more = [...edges.filter((one) => one.id !== 'through')];
    expect([...takenEdges(more, flow, [{ from: 'depth', to: 'order' }])]).toEqual(['depth:join>order']);
  });

  it('goes into a join from what is done and led nowhere else', () => {
    const steps = new Map([['budget', { state: 'done' } as StepState]]);
    expect([...takenEdges(edges, flow, [{ from: 'depth', to: 'order' }], steps)]).toEqual(['through', 'depth:join>order', 'budget>depth:join']);
    expect([...takenEdges(edges, flow, [{ from: 'budget', to: 'order' }], steps)]).toEqual(['budget>depth:join', 'depth:join>order']);
    expect([...takenEdges(edges, flow, [], new Map([['budget', { state: 'open' } as StepState]]))]).toEqual([]);
  });

  it('never goes through a step that was not opened', () => {
    expect(went(['start', 'order'])).toEqual([]);
  });
});

describe('whoOf', () => {
  const state = {
    steps: new Map([['open', { state: 'open', by: null }], ['done', { state: 'done', by: { name: 'Ben' } }]] as unknown as [string, StepState][]),
    taken: [], holders: new Map([['open', ['Ana', 'Cleo']], ['done', ['Ana']]]),
  } satisfies FlowState;
  it('names who has what is open, and who did what is done', () => {
    expect(['open', 'done', 'later'].map((step) => whoOf(step, state))).toEqual([['Ana', 'Cleo'], ['Ben'], []]);
  });
});

describe('wordOf', () => {
  const step = (state: string, overdue: boolean) => ({ state, overdue }) as StepState;
  it('calls an open step past its time overdue, and a done one done', () => {
    expect([wordOf(step('open', true)), wordOf(step('done', true)), wordOf(undefined)]).toEqual(['overdue', 'done', 'none']);
  });
});
