/**
 * What was begun and not sent yet, kept above layouts that take each other's place.
 *
 * A layout that goes from the page takes the state of its parts with it. Whoever keeps something under a name here finds it
 * again in the layout that comes instead, for as long as the page around them stays.
 */
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

type Kept = Map<string, unknown>;

const Shelf = createContext<Kept | null>(null);

export function KeepsHere({ children }: { children: ReactNode }) {
  const [shelf] = useState<Kept>(() => new Map());
  return <Shelf.Provider value={shelf}>{children}</Shelf.Provider>;
}

/** The shelf around; none: nothing takes the place of what asks. */
export function useShelf(): Kept | null {
  return useContext(Shelf);
}

/** Takes away what is over, so that it does not stand there again when the same thing comes back. */
export function useForget(): (...names: string[]) => void {
  const shelf = useShelf();
  return useCallback((...names: string[]) => names.forEach((name) => shelf?.delete(name)), [shelf]);
}

/** A state that outlives its layout. `name` is its own on the whole page. */
export function useKept<T>(name: string, initial: T): [T, (next: T) => void] {
  const shelf = useShelf();
  const [value, setValue] = useState<T>(() => (shelf?.has(name) ? (shelf.get(name) as T) : initial));
  const set = useCallback((next: T) => {
    shelf?.set(name, next);
    setValue(next);
  }, [shelf, name]);
  return [value, set];
}
