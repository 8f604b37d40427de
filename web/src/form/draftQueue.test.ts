import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '@/api/client';
import type { FormState } from '@/api/types';
import { DraftQueue, type DraftStatus, type Values } from './draftQueue';

type Sent = { rev: number; values: Values };
type Answer = (sent: Sent) => Promise<FormState>;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const saved: Answer = ({ rev }) => Promise.resolve({ rev: rev + 1, fields: [], saved_at: '2026-11-21T10:00:00Z' } as unknown as FormState);
const fails = (status: number, body = {}): Answer => () => Promise.reject(new Problem(status, body));

function queue(...answers: Answer[]) {
  const sent: Sent[] = [];
  const told: DraftStatus[] = [];
  const answer: Answer = (draft) => {
    // Which of them were typed is said by whoever sets them.
    sent.push({ rev: draft.rev, values: draft.values });
    return (answers.shift() ?? saved)(draft);
  };
  const made = new DraftQueue(0, {}, answer, { onStatus: (status) => told.push(status), onAnswer: () => undefined });
  return { queue: made, sent, told };
}

test('what is typed in one go is saved once, a second later', async () => {
  const { queue: draft, sent, told } = queue();
  draft.set({ a: 1 });
  draft.set({ a: 12 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual([{ rev: 0, values: { a: 12 } }]);
  expect(told.at(-1)).toBe('saved');
});

test('what is typed while a save is under way follows it, also when the form is left', async () => {
  let answer = () => {};
  const slow: Answer = (draft) => new Promise((done) => { answer = () => void saved(draft).then(done); });
  const { queue: draft, sent } = queue(slow);
  draft.set({ a: 1 });
  draft.flush();
  draft.set({ a: 2 });
  draft.flush();
  expect(sent).toHaveLength(1);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.at(-1)).toEqual({ rev: 1, values: { a: 2 } });
});

test('a save that was not answered is tried again by itself, each time later', async () => {
  const { queue: draft, sent, told } = queue(fails(0), fails(503));
  draft.set({ a: 1 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told.at(-1)).toBe('failed');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(3_999);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toHaveLength(3);
  expect(told.at(-1)).toBe('saved');
});

test('a save that was refused waits for the next change', async () => {
  const { queue: draft, sent } = queue(fails(422, { code: 'request.wrong_body' }));
  draft.set({ a: 1 });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent).toHaveLength(1);
  draft.set({ a: 2 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent.at(-1)).toEqual({ rev: 0, values: { a: 2 } });
});

test('nothing that was saved elsewhere is written over without a word', async () => {
  const { queue: draft, sent, told } = queue(fails(412, { code: 'request.stale', params: { rev: 7 } }));
  draft.set({ a: 1 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told.at(-1)).toBe('elsewhere');
  draft.set({ a: 2 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  draft.keepMine();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.at(-1)).toEqual({ rev: 7, values: { a: 2 } });
  expect(told.at(-1)).toBe('saved');
});

test('all is saved before the form is sent, nothing meanwhile, and everything after it was refused', async () => {
  const { queue: draft, sent } = queue();
  draft.set({ a: 1 });
  await draft.hold();
  expect(sent).toEqual([{ rev: 0, values: { a: 1 } }]);
  draft.set({ a: 2 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  draft.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.at(-1)).toEqual({ rev: 1, values: { a: 2 } });
});

test('a save that fails does not keep the form from being sent', async () => {
  const { queue: draft, sent } = queue(fails(0));
  draft.set({ a: 1 });
  await draft.hold();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
});
