import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '@/api/client';
import type { FieldView, FormState } from '@/api/types';
import { follow, takeDesk, type as fillIn, typedOf, type Desk, type SaveSeen } from './desk';
import type { Save } from './draftQueue';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NAME = 'RUN-1.1/form';
const form = (rev: number, price: number): FormState => ({
  rev, saved_at: rev > 0 ? '2026-11-22T10:00:00Z' : null, fields: [{ id: 'price', value: price } as unknown as FieldView], typed: rev > 0 ? ['price'] : [], seen: null,
});
const two = (price: number, place: string): FormState => ({
  rev: 0, saved_at: null, typed: [], seen: null, fields: [{ id: 'price', value: price }, { id: 'place', value: place }] as unknown as FieldView[],
});
const saves: Save = ({ rev, values }) => Promise.resolve(form(rev + 1, values['price'] as number));
const seenAt = (rev: number) => ({ name: NAME, seen: { rev, known: [] } });
const type = (desk: Desk, price: number) => {
  fillIn(desk, 'price', price);
  desk.queue.set(desk.values, typedOf(desk));
};

function begun(save: Save = saves) {
  const desk = takeDesk(null, form(0, 900), save, true, seenAt(1));
  const shelf = new Map<string, unknown>([[NAME, desk]]);
  return { desk, again: (now: FormState, enabled = true) => takeDesk(shelf, now, saves, enabled, seenAt(2)) };
}

test('a form in which nothing was typed begins anew, with what others changed meanwhile', () => {
  const { again } = begun();
  expect(again(form(0, 4200))).toMatchObject({ values: { price: 4200 }, seen: { rev: 2 } });
});

test('what is not saved yet is gone on with, by what its reader saw', () => {
  const { desk, again } = begun();
  type(desk, 950);
  expect(again(form(0, 4200))).toBe(desk);
  expect(desk).toMatchObject({ status: 'waiting', values: { price: 950 }, seen: { rev: 1 } });
});

test('a form is kept while its save is under way, and where it failed or was changed elsewhere', async () => {
  const failing = (problem: Problem): Save => () => Promise.reject(problem);
  const cases: [Save, string][] = [
    [() => new Promise(() => {}), 'saving'],
    [failing(new Problem(422, {})), 'failed'],
    [failing(new Problem(409, { code: 'request.stale', params: { rev: 3 } })), 'elsewhere'],
  ];
  for (const [save, status] of cases) {
    const { desk, again } = begun(save);
    type(desk, 950);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(desk.status).toBe(status);
    expect(again(form(0, 900))).toBe(desk);
  }
});

test('what is saved comes from the server, with the revision to save on', async () => {
  const { desk, again } = begun();
  type(desk, 950);
  await vi.advanceTimersByTimeAsync(1_000);
  const next = again(form(1, 950));
  expect(next).not.toBe(desk);
  expect(next).toMatchObject({ status: 'saved', values: { price: 950 } });
  const sent: number[] = [];
  next.save = (draft) => {
    sent.push(draft.rev);
    return saves(draft);
  };
  type(next, 960);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual([1]);
});

test('where nothing may be filled in any more, nothing unsaved is gone on with', () => {
  const { desk, again } = begun();
  type(desk, 950);
  expect(again(form(0, 4200), false).values).toEqual({ price: 4200 });
});

test('a new answer is shown where nobody typed, and counts as seen only once it was said', () => {
  const { desk } = begun();
  follow(desk, form(0, 4200));
  expect(desk).toMatchObject({ values: { price: 4200 }, seen: { rev: 1 } });
  type(desk, 4300);
  follow(desk, form(1, 5000));
  expect(desk.values).toEqual({ price: 4300 });
});

test('only what was filled in is kept; what a branch changes meanwhile in another field stays its', async () => {
  const sent: unknown[] = [];
  const desk = takeDesk(null, two(900, 'Lyon'), ({ typed }) => {
    sent.push(typed);
    return Promise.resolve(two(typed['price'] as number, 'Nantes'));
  }, true, seenAt(1));
  type(desk, 950);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual([{ price: 950 }]);
  expect(desk.values).toEqual({ price: 950, place: 'Nantes' });
  follow(desk, two(900, 'Nice'));
  expect(desk.values).toEqual({ price: 950, place: 'Nice' });
});

type Rows = { $row: number; price: number }[];
const listed = (rows: Rows, more: Partial<FormState> = {}): FormState => ({
  rev: 0, saved_at: null, typed: [], seen: null, ...more,
  fields: [{ id: 'note', value: null }, { id: 'parts', type: 'list', read_only: false, value: rows, cells: [] }] as unknown as FieldView[],
});
const [FIRST, LATER]: [Rows, Rows] = [[{ $row: 1, price: 1 }], [{ $row: 1, price: 10 }, { $row: 2, price: 3 }]];

test('a list stays as it was shown: what others made of it meanwhile is put together with it by the revision that was seen', async () => {
  const sent: unknown[] = [];
  const save: SaveSeen = ({ typed, seen }) => {
    sent.push({ typed, seen });
    return Promise.resolve(listed(typed['parts'] as Rows, { rev: 1, typed: ['note', 'parts'], seen }));
  };
  const desk = takeDesk(null, listed(FIRST), save, true, seenAt(5));
  follow(desk, listed(LATER));
  expect(desk).toMatchObject({ values: { parts: FIRST }, seen: { rev: 5 } });
  fillIn(desk, 'note', 'Soon');
  desk.queue.set(desk.values, typedOf(desk));
  await vi.advanceTimersByTimeAsync(1_000);
  follow(desk, listed(LATER));
  expect(desk.values).toEqual({ note: 'Soon', parts: FIRST });
  // Kept with all of it, for whoever goes on with the draft.
  expect(sent).toEqual([{ typed: { note: 'Soon', parts: FIRST }, seen: 5 }]);
});

test('a list that was shown empty is kept so: rows that others add to it are none that its reader removed', async () => {
  const sent: unknown[] = [];
  const save: SaveSeen = ({ typed }) => {
    sent.push(typed);
    return Promise.resolve(listed([], { rev: 1, typed: ['note', 'parts'] }));
  };
  const desk = takeDesk(null, listed([]), save, true, seenAt(5));
  fillIn(desk, 'note', 'Soon');
  desk.queue.set(desk.values, typedOf(desk));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual([{ note: 'Soon', parts: [] }]);
});

test('a list stays as it was shown also in a layout that takes the place of the one that shows it', () => {
  const desk = takeDesk(null, listed(FIRST), saves, true, seenAt(5));
  desk.changed = () => {};
  const next = takeDesk(new Map([[NAME, desk]]), listed(LATER), saves, true, seenAt(7));
  expect(next).toMatchObject({ values: { parts: FIRST }, seen: { rev: 5 } });
});

test('a draft is gone on with by what was seen when it was begun', () => {
  const draft = listed(FIRST, { rev: 1, typed: ['parts'], seen: 5 });
  expect(takeDesk(null, draft, saves, true, seenAt(9))).toMatchObject({ values: { parts: FIRST }, seen: { rev: 5 } });
  const old = takeDesk(null, listed(LATER), saves, true, seenAt(9));
  follow(old, draft);
  expect(old).toMatchObject({ values: { parts: FIRST }, seen: { rev: 5 } });
});

test('what its reader saw goes along to a layout that takes the place of the one that shows it', () => {
  const { desk, again } = begun();
  desk.changed = () => {};
  expect(again(form(0, 4200))).toMatchObject({ values: { price: 4200 }, seen: { rev: 1 } });
});

test('who was told what others changed is not told again when they come back to the draft', () => {
  const draft = { ...form(3, 4200), typed: ['price'], seen: 1 };
  const shelf = new Map<string, unknown>();
  const kept = { name: 'task/form', seen: { rev: 5, known: [] } };
  const first = takeDesk(shelf, draft, saves, true, kept);
  first.seen = { ...first.seen, told: 4 };
  first.status = 'saved';
  shelf.set('task/form', first);
  expect(takeDesk(shelf, draft, saves, true, kept).seen).toMatchObject({ rev: 1, told: 4 });
  // A draft that was begun anew since, on what is there now, has nothing to be told of yet.
  expect(takeDesk(shelf, { ...draft, seen: 5 }, saves, true, kept).seen.told).toBeUndefined();
});

test('a form that was refused saves nothing that nobody typed', async () => {
  const sent = vi.fn(saves);
  const { desk } = begun(sent);
  await desk.queue.hold();
  desk.queue.resume();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).not.toHaveBeenCalled();
  follow(desk, form(0, 4200));
  expect(desk.values).toEqual({ price: 4200 });
});

test('a secret that was typed before is not sent as nothing, one that was emptied is', async () => {
  const sent: unknown[] = [];
  const kept = (rev: number): FormState => ({
    rev, saved_at: null, typed: ['code', 'note'], seen: null,
    fields: [{ id: 'code', secret: true, filled: true, value: null }, { id: 'note', value: null }, { id: 'place', value: 'Lyon' }] as unknown as FieldView[],
  });
  const desk = takeDesk(null, kept(1), ({ typed }) => {
    sent.push(typed);
    return Promise.resolve(kept(2));
  }, true, seenAt(5));
  // What was emptied stays empty.
  expect(typedOf(desk)).toEqual({ note: null });
  expect(desk.values).toEqual({ note: null, place: 'Lyon' });
  fillIn(desk, 'code', 's3same');
  desk.queue.set(desk.values, typedOf(desk));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(desk.values).toMatchObject({ code: 's3same' });
  fillIn(desk, 'code', null);
  desk.queue.set(desk.values, typedOf(desk));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual([{ note: null, code: 's3same' }, { note: null, code: null }]);
});
