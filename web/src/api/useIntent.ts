/**
 * What somebody means to do once, though they may press twice or the answer may be lost: it is under way at most once, and
 * is sent under one key until an answer came. A refusal is not remembered by the server, so what is mended goes under the same key.
 */
import { useCallback, useRef } from 'react';
import { newKey } from './client';

export function useIntent(): (work: (key: string) => Promise<void>) => Promise<void> {
  const intent = useRef({ key: newKey(), busy: false });
  return useCallback(async (work) => {
    const state = intent.current;
    if (state.busy) return;
    state.busy = true;
    try {
      await work(state.key);
      state.key = newKey();
    } finally {
      state.busy = false;
    }
  }, []);
}
