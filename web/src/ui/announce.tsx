import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore } from 'react';

/** One polite live region for the whole app: what arrives or changes is said there. */
let message = '';
const listeners = new Set<() => void>();

export function announce(text: string): void {
  // The same words twice would not be read again; a no-break space makes them new.
  message = message === text ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => message);
  return <VisuallyHidden role="status" aria-live="polite">{text}</VisuallyHidden>;
}
