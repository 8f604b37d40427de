import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isAnythingSaid, onFirstSaid } from './toast';

const Toasts = lazy(() => import('./Toasts').then((module) => ({ default: module.Toasts })));

/** Nothing as long as nothing was said: most pages are read without. */
export function ToastPlace() {
  const said = useSyncExternalStore(onFirstSaid, isAnythingSaid);
  return said ? <Suspense><Toasts /></Suspense> : null;
}
