import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { touchedBy } from '@/api/keys';
import { openLive, type LiveState } from './stream';

const Live = createContext<LiveState>('reconnecting');
/** Events close together become one refetch; the jitter keeps a full office from asking at the same instant. */
const COALESCE_MS = 250;
const JITTER_MS = 250;
const POLL_MS = 30_000;

export function useLiveState(): LiveState {
  return useContext(Live);
}

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('reconnecting');

  useEffect(() => {
    let waiting = new Map<string, QueryKey>();
    let timer: number | undefined;
    const flush = () => {
      timer = undefined;
      const now = waiting;
      waiting = new Map();
      for (const queryKey of now.values()) void client.invalidateQueries({ queryKey });
    };
    const close = openLive({
      onState: setState,
      onEvent: (event) => {
        for (const key of touchedBy(event)) waiting.set(JSON.stringify(key), key);
        timer ??= window.setTimeout(flush, COALESCE_MS + Math.random() * JITTER_MS);
      },
    });
    return () => {
      window.clearTimeout(timer);
      close();
    };
  }, [client]);

  useEffect(() => {
    if (state === 'live') return undefined;
    const poll = window.setInterval(() => void client.invalidateQueries(), POLL_MS);
    return () => window.clearInterval(poll);
  }, [client, state]);

  return <Live value={state}>{children}</Live>;
}
