import { expect, it } from 'vitest';
import type { Landscape } from '@/api/types';
import { pictureOf } from './pictureOf';

const node = (id: string, kind = 'workflow') => ({ id, title: id, kind, owner: null, live_version: 1, draft: false, starts: [] });
const link = (from: string, to: string, kind: string, by = 'p') => ({ from, to, kind, by });

it('leads from a process to what begins with it, and on by what comes before', () => {
  const drawn: Landscape = {
    workflows: [node('p', 'process'), node('a'), node('b')],
    links: [link('p', 'a', 'process'), link('p', 'b', 'process'), link('a', 'b', 'before')],
    events: [],
  };
  expect(pictureOf(drawn).ways.map(({ from, to }) => `${from}>${to}`)).toEqual(['p>a', 'a>b']);
});

it('draws events as things of their own, faint where they only are heard', () => {
  const drawn: Landscape = { workflows: [node('a'), node('b')], links: [], events: [{ name: 'paid', starts: ['a'], heard_by: ['a', 'b'] }] };
  const { things, ways } = pictureOf(drawn);
  expect(things.map((thing) => thing.id)).toEqual(['a', 'b', 'event:paid']);
  expect(ways).toEqual([{ from: 'event:paid', to: 'a', faint: false }, { from: 'event:paid', to: 'b', faint: true }]);
});
