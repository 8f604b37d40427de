import { describe, expect, it } from 'vitest';
import type { Outline, OutlinePart } from '@/api/types';
import { processPicture } from './processPicture';

const part = (id: string, after: string[], workflow: string | null = id): OutlinePart => ({ id, title: id.toUpperCase(), workflow, after, when: null, not_before: null, each: [], due: null, target: null, line: 1 });
const outline = (parts: OutlinePart[]): Outline => ({
  start: [{ id: 'hired', kind: 'form', title: 'Hired', line: 1 }], steps: [], parts, paths: [], outcomes: [{ id: 'outcome', title: 'At work' }], labels: {},
});
const words = { start: 'Start', end: 'End' };
const told = (parts: OutlinePart[]) => processPicture(outline(parts), words).ways.map(({ from, to, faint }) => `${from} ${faint ? '..' : '->'} ${to}`);

describe('the picture of a process', () => {
  it('leads from the start over what waits for what to the outcome', () => {
    const parts = [part('papers', []), part('desk', []), part('work', ['papers', 'desk'])];
    expect(told(parts)).toEqual(['#start -> papers', '#start -> desk', 'papers -> work', 'desk -> work', 'work -> #outcome']);
    expect(processPicture(outline(parts), words).things.map((thing) => thing.title)).toEqual(['Hired', 'PAPERS', 'DESK', 'WORK', 'At work']);
  });

  it('draws milestones faintly, and leaves out what is not there', () => {
    expect(told([part('papers', ['gone']), part('ready', ['papers', 'papers'], null)])).toEqual(['#start -> papers', 'papers .. ready', 'ready -> #outcome']);
  });
});
