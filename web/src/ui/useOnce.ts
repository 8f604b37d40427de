import { useCallback, useRef } from 'react';

/** A press, a key and a key that repeats mean one thing: it is under way at most once, and over when `work` says it is done. */
export function useOnce(): (work: () => Promise<boolean>) => Promise<void> {
  const busy = useRef(false);
  return useCallback(async (work) => {
    if (busy.current) return;
    busy.current = true;
    try {
      busy.current = await work();
    } catch (error) {
      busy.current = false;
      throw error;
    }
  }, []);
}
