import { expect, test } from 'vitest';
import { Problem } from './client';
import { Intents, type Shelf } from './intents';

const lost = () => Promise.reject(new Problem(0, {}));
const refused = () => Promise.reject(new Problem(422, { code: 'value.missing' }));

function shelf(): Shelf {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, key) => void kept.set(name, key), removeItem: (name) => void kept.delete(name) };
}

test('what was never answered is sent again under its key', async () => {
  const intents = new Intents();
  const first = intents.key('start');
  await expect(intents.send('start', lost)).rejects.toThrow();
  expect(await intents.send('start', (key) => Promise.resolve(key))).toBe(first);
});

test('a failure of the server leaves open whether it was done', async () => {
  const intents = new Intents();
  const first = intents.key('start');
  await expect(intents.send('start', () => Promise.reject(new Problem(503, {})))).rejects.toThrow();
  expect(intents.key('start')).toBe(first);
});

test('what was answered is over, whatever the answer', async () => {
  const intents = new Intents();
  const first = await intents.send('start', (key) => Promise.resolve(key));
  const second = intents.key('start');
  expect(second).not.toBe(first);
  await expect(intents.send('start', refused)).rejects.toThrow();
  expect(intents.key('start')).not.toBe(second);
});

test('different things have different keys', () => {
  const intents = new Intents();
  expect(intents.key('one')).not.toBe(intents.key('two'));
});

test('a shelf keeps the key over a reload, until an answer came', async () => {
  const kept = shelf();
  const first = new Intents(kept).key('start');
  expect(new Intents(kept).key('start')).toBe(first);
  await new Intents(kept).send('start', () => Promise.resolve());
  expect(new Intents(kept).key('start')).not.toBe(first);
});
