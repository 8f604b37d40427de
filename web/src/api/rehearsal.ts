import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client';
import { keys } from './keys';
import type { Mail, Page } from './types';

export function useMails() {
  return useQuery({ queryKey: keys.mails, queryFn: () => get<Page<Mail>>('/rehearsal/mails') });
}

export function useMoveClock() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { by: string } | { to: string }) => post('/rehearsal/clock', body),
    onSettled: () => client.invalidateQueries(),
  });
}
