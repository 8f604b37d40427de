import { afterEach, expect, test, vi } from 'vitest';
import { itemsOf, readAll } from './pages';

afterEach(() => void vi.unstubAllGlobals());

/** A server with so many things, `limit` of them on each page. */
function serves(count: number): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    const query = new URL(url, 'http://here.example').searchParams;
    const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
    const items = Array.from({ length: Math.max(0, Math.min(limit, count - from)) }, (_, index) => from + index);
    const next = from + limit < count ? String(from + limit) : null;
    return Promise.resolve(new Response(JSON.stringify({ items, next }), { headers: { 'Content-Type': 'application/json' } }));
  });
  return asked;
}

test('a list that is chosen from is read to its end', async () => {
  const asked = serves(450);
  expect(await readAll<number>('/people')).toEqual(Array.from({ length: 450 }, (_, index) => index));
  expect(asked).toHaveLength(3);
});

test('reading ends somewhere, however long the list is', async () => {
  const asked = serves(1_000_000);
  expect(await readAll<number>('/people')).toHaveLength(10_000);
  expect(asked).toHaveLength(50);
});

test('pages are one list', () => {
  expect(itemsOf({ pages: [{ items: [1, 2], next: 'a' }, { items: [3], next: null }], pageParams: [] })).toEqual([1, 2, 3]);
  expect(itemsOf(undefined)).toEqual([]);
});
