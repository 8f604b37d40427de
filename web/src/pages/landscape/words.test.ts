import { expect, it } from 'vitest';
import { ledTo } from './words';

const link = (from: string, to: string, kind: string) => ({ from, to, kind, by: 'p' });

it('says the workflows of a process together, each once', () => {
  const links = [link('p', 'a', 'process'), link('p', 'b', 'process'), link('p', 'a', 'process'), link('p', 'c', 'outcome'), link('a', 'b', 'before')];
  expect(ledTo(links, 'p')).toEqual({ parts: ['a', 'b'], others: [link('p', 'c', 'outcome')] });
  expect(ledTo(links, 'a')).toEqual({ parts: [], others: [link('a', 'b', 'before')] });
});
