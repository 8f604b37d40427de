import { describe, expect, it } from 'vitest';
import type { Outline, OutlineBlock } from '@/api/types';
import { layout } from './layout';
import { flowOf } from './outline';

const words = { otherwise: 'Otherwise', start: 'Start', end: 'End', condition: (source: string) => source, handler: (label: string) => label, time: (text: string) => text };
function block(kind: string, id: string, more: Partial<OutlineBlock> = {}): OutlineBlock {
  return { kind, id, title: id, who: null, due: null, when: null, branches: [], choices: [], goes_to: null, line: 1, ...more };
}
const branch = (id: string, when: string | null, steps: OutlineBlock[], goes_to: string | null = null) => ({ id, kind: 'case', title: null, when, steps, goes_to });

const purchase: Outline = {
  start: [{ kind: 'form', id: 'request', title: 'Ask to buy something', line: 1 }],
  steps: [
    block('approve', 'review', {
      choices: [{ id: 'approve', label: 'Approve', goes_to: null }, { id: 'back', label: 'Send back', goes_to: 'start' }, { id: 'refuse', label: 'Refuse', goes_to: 'refused' }],
    }),
    block('choose', 'depth', { branches: [branch('depth/1', 'amount > 10', [block('task', 'budget')])] }),
    block('end', 'end', { goes_to: 'ordered' }),
  ],
  parts: [],
  paths: [],
  outcomes: [{ id: 'ordered', title: 'Order placed' }, { id: 'refused', title: 'Refused' }],
  labels: {},
};

describe('flowOf', () => {
  it('makes a card for each step, and names outcomes by their titles', () => {
    const { cards } = flowOf(purchase, words);
    expect([...cards.keys()].sort()).toEqual(['budget', 'depth', 'depth:join', 'end', 'refused', 'request', 'review'].map((id) => (id === 'request' ? 'start' : id)).sort());
    expect(cards.get('end')?.title).toBe('Order placed');
    expect(cards.get('start')?.title).toBe('Ask to buy something');
  });

  it('draws what undoes a step beside it, and no way on from there', () => {
    const undo = { id: 'book/undo', kind: 'undo', title: 'undo', when: null, steps: [block('task', 'unbook')], goes_to: null };
    const { root, jumps, exits, cards } = flowOf({ ...purchase, steps: [block('task', 'book', { branches: [undo] }), block('end', 'end', { goes_to: 'ordered' })] }, words);
    const { edges } = layout(root, jumps, exits);
    expect(cards.get('book')?.kind).toBe('step');
    expect(edges.find((edge) => edge.to === 'unbook')?.label).toBe('undo');
    expect(edges.some((edge) => edge.from === 'unbook')).toBe(false);
  });

  it('adds the way for when no case is true', () => {
    const { root, jumps, exits } = flowOf(purchase, words);
    const { edges, cards } = layout(root, jumps, exits);
    expect(edges.find((edge) => edge.label === 'Otherwise')?.id).toBe('depth/otherwise:through');
    expect(cards.find((card) => card.id === 'refused')).toBeDefined();
    expect(edges.filter((edge) => edge.kind === 'back').map((edge) => [edge.from, edge.to])).toEqual([['review', 'start']]);
    expect(edges.filter((edge) => edge.kind === 'exit').map((edge) => [edge.from, edge.to])).toEqual([['review', 'refused']]);
  });

  it('stands side paths beside the main one', () => {
    const withPath = { ...purchase, paths: [{ id: 'help', steps: [block('task', 'ask')] }] };
    const { root, jumps, exits } = flowOf(withPath, words);
    const { cards } = layout(root, jumps, exits);
    const at = (id: string) => cards.find((card) => card.id === id);
    expect(at('help')?.y).toBe(0);
    expect(at('ask')?.x).toBeGreaterThan((at('review')?.x ?? 0) + (at('review')?.width ?? 0));
  });
});
