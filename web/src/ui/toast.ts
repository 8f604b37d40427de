/** Short words in a corner of the window. What shows them comes with the first ones. */
import type { NotificationData } from '@mantine/notifications';
import { Problem } from '@/api/client';
import { i18next } from '@/app/i18n';
import { announce } from './announce';
import { sentences } from './sentence';

let said = false;
const listeners = new Set<() => void>();

export const isAnythingSaid = (): boolean => said;

export function onFirstSaid(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function say(message: string): void {
  show({ message, color: 'teal', autoClose: 5_000 });
}

/** A refusal of something that has no place of its own on the page. */
export function sayProblem(error: unknown): void {
  const problem = error instanceof Problem ? error : null;
  const message = problem?.status === 0 ? i18next.t('failure.unreachable') : error instanceof Error ? error.message : String(error);
  show({ title: i18next.t('failure.title'), message: sentences(message, problem?.remedy), color: 'red', autoClose: 12_000 });
}

function show(toast: NotificationData & { message: string }): void {
  if (!said) {
    said = true;
    for (const listener of listeners) listener();
  }
  const whole = { withBorder: true, closeButtonProps: { 'aria-label': i18next.t('app.close') }, ...toast };
  // Where even that does not come, the words are at least read aloud.
  void import('./Toasts').then((toasts) => toasts.show(whole)).catch(() => announce(toast.message));
}
