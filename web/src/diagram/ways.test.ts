import { describe, expect, it } from 'vitest';
import type { Outline, OutlineBlock } from '@/api/types';
import { titlesOf, waysOf } from './ways';

const block = (kind: string, id: string, more: Partial<OutlineBlock> = {}): OutlineBlock => ({ kind, id, title: id.toUpperCase(), who: null, due: null, when: null, goes_to: null, branches: [], choices: [], line: 1, ...more });
const review = block('approve', 'review', {
  choices: [{ id: 'approve', label: 'Approve', goes_to: null }, { id: 'back', label: 'Send back', goes_to: 'start' }, { id: 'refuse', label: 'Refuse', goes_to: 'refused' }],
});
const inner = block('task', 'inner', { goes_to: 'review' });
const outline: Outline = {
  start: [{ id: 'ask', kind: 'form', title: 'Ask', line: 1 }],
  steps: [review, block('stage', 'stage', { branches: [{ id: 'stage/1', kind: 'inside', steps: [inner], title: null, when: null, goes_to: null }] }), block('end', 'end', { goes_to: 'refused' })],
  parts: [], paths: [], outcomes: [{ id: 'refused', title: 'Turned down' }], labels: {},
};

describe('the ways of a step in words', () => {
  const titles = titlesOf(outline);

  it('name what a choice leads to as people call it', () => {
    expect(waysOf(review, titles)).toEqual([{ choice: 'Send back', target: 'Ask' }, { choice: 'Refuse', target: 'Turned down' }]);
  });

  it('name where a step inside a block goes on, and nothing of an end', () => {
    expect(waysOf(inner, titles)).toEqual([{ choice: null, target: 'REVIEW' }]);
    expect(waysOf(outline.steps[2] as OutlineBlock, titles)).toEqual([]);
  });
});
