import { notifications } from '@mantine/notifications';
import { Problem } from '@/api/client';
import { i18next } from '@/app/i18n';
import { sentences } from './sentence';

export function say(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true, autoClose: 5_000, closeButtonProps: { 'aria-label': i18next.t('app.close') } });
}

/** A refusal of something that has no place of its own on the page. */
export function sayProblem(error: unknown): void {
  const problem = error instanceof Problem ? error : null;
  const message = problem?.status === 0 ? i18next.t('failure.unreachable') : error instanceof Error ? error.message : String(error);
  notifications.show({
    title: i18next.t('failure.title'),
    message: sentences(message, problem?.remedy),
    color: 'red', withBorder: true, autoClose: 12_000, closeButtonProps: { 'aria-label': i18next.t('app.close') },
  });
}
