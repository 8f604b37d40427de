import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { Mail, Page } from './types';
import { useCommand } from './useCommand';

export function useMails() {
  return useQuery({ queryKey: keys.mails, queryFn: () => get<Page<Mail>>('/rehearsal/mails') });
}

export function useMoveClock() {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: { by: string } | { to: string }) => send('POST', '/rehearsal/clock', body),
    onSettled: () => client.invalidateQueries(),
  });
}
