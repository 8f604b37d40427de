import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from './keys';
import { usePages } from './pages';
import type { Mail, Page } from './types';
import { useCommand } from './useCommand';

/** The mails that were kept; nobody else is asked for them who may not read them. */
export function useMails(may: boolean) {
  return usePages<Page<Mail>>(keys.mails, '/rehearsal/mails', {}, may);
}

export function useMoveClock() {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: { by: string } | { to: string }) => send('POST', '/rehearsal/clock', body),
    onSettled: () => client.invalidateQueries(),
  });
}
