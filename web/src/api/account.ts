import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, patch, put, remove } from './client';
import { keys } from './keys';
import type { MadeToken, Page, Scope, SessionItem, TokenItem } from './types';
import { useCommand } from './useCommand';

export const SCOPES: readonly Scope[] = ['read', 'work', 'design', 'jobs', 'admin'];

export function useSessions() {
  return useQuery({ queryKey: keys.sessions, queryFn: () => get<Page<SessionItem>>('/sessions') });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => remove(`/sessions/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

export function useChangePassword() {
  return useMutation({ mutationFn: (body: { old: string; new: string }) => put('/me/password', body) });
}

export function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { shortcuts?: boolean; zone?: string }) => patch('/me', body),
    onSettled: () => client.invalidateQueries({ queryKey: keys.session }),
  });
}

export function useTokens() {
  return useQuery({ queryKey: keys.tokens, queryFn: () => get<Page<TokenItem>>('/tokens') });
}

export function useAddToken() {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: { name: string; scopes: Scope[]; expires: string | null }) => send<MadeToken>('POST', '/tokens', body),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export function useDropToken() {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (id: number) => send('DELETE', `/tokens/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}
