import { useEffect, useRef, useState } from 'react';
import { complete } from '@/api/expressions';
import type { Proposals, Within } from '@/api/types';

const TYPING_MS = 140;

/** The proposals for the place one writes at: asked for a moment after typing, or at once by key. */
export function useProposals(within: () => Within) {
  const [found, setFound] = useState<Proposals | null>(null);
  const [active, setActive] = useState(-1);
  const timer = useRef(0);
  const asked = useRef(0);
  const close = () => {
    window.clearTimeout(timer.current);
    asked.current += 1;
    setFound(null);
    setActive(-1);
  };
  useEffect(() => () => { window.clearTimeout(timer.current); asked.current += 1; }, []);

  const ask = (text: string, at: number, now: boolean) => {
    close();
    const own = asked.current;
    const send = async () => {
      // Help that does not come is none: what is wrong with the text is told elsewhere.
      const answer = await complete(text, at, within()).catch(() => null);
      if (own !== asked.current || !answer) return;
      const written = text.slice(answer.start, answer.end);
      const isDone = answer.items.some((item) => item.text === written);
      if (answer.items.length === 0 || (!now && (written === '' || isDone))) return;
      setFound(answer);
      setActive(now ? 0 : -1);
    };
    timer.current = window.setTimeout(() => void send(), now ? 0 : TYPING_MS);
  };
  /** Whether the open list took the key. */
  const onKey = (key: string, take: (index: number) => void): boolean => {
    const count = found?.items.length ?? 0;
    if (key === 'ArrowDown') setActive((at) => (at + 1) % count);
    else if (key === 'ArrowUp') setActive((at) => (at <= 0 ? count - 1 : at - 1));
    else if (key === 'Escape') close();
    else if ((key === 'Enter' || key === 'Tab') && active >= 0) take(active);
    else return false;
    return true;
  };
  return { found, active, ask, close, onKey };
}
