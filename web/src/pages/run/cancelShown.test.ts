import { expect, test } from 'vitest';
import type { CancelPreview } from '@/api/types';
import { cancelShown } from './cancelShown';

const PREVIEW: CancelPreview = { withdrawn: [], done_first: [], timers: 0, undoable: [{ step: 'book', title: 'Book', by: ['Free'], run: null }], ending: false, rev: 7 };
const ASKED = { data: PREVIEW, isPending: false, isFetching: false, isError: false };

test('what was shown is sent under its revision', () => {
  expect(cancelShown(ASKED, false)).toEqual({ told: PREVIEW, isOther: false, isReady: true, asks: true, rev: 7 });
});

test('what was told before the run began to end is neither shown nor somebody else’s doing while it is asked again', () => {
  const again = cancelShown({ ...ASKED, isFetching: true }, true);
  expect(again).toEqual({ told: undefined, isOther: false, isReady: false, asks: false, rev: undefined });
});

test('somebody else has cancelled it when that is known, also where it cannot be asked again', () => {
  const ending = { ...ASKED, data: { ...PREVIEW, ending: true } };
  expect(cancelShown(ending, false)).toMatchObject({ told: undefined, isOther: true, isReady: false, asks: false });
  expect(cancelShown({ ...ending, isFetching: true, isError: true }, false).isOther).toBe(true);
});

test('what cannot be told can be cancelled and undone all the same', () => {
  const untold = { data: undefined, isPending: false, isFetching: false, isError: true };
  expect(cancelShown(untold, false)).toEqual({ told: undefined, isOther: false, isReady: true, asks: true, rev: undefined });
  expect(cancelShown({ ...ASKED, isError: true }, false).rev, 'what is shown may be past').toBeUndefined();
});
