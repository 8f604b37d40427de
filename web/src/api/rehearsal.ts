import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client';
import { keys } from './keys';
import type { Page } from './types';

export type Mail = { id: number; to: string; subject: string; body: string; at: string; run: string | null };

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
