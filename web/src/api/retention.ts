import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { Erasure, Hold, Page, PersonItem, Retention } from './types';
import { useCommand, type Command } from './useCommand';

/** What would be taken out now, and when next. */
export function useRetention() {
  return useQuery({ queryKey: keys.retention, queryFn: () => get<Retention>('/retention') });
}

export function useHolds() {
  return useQuery({ queryKey: keys.holds, queryFn: () => get<Page<Hold>>('/holds') });
}

export function useSetHold() {
  return useKeepingChange((send, body: { run?: string; workflow?: string; reason: string }) => send<Hold>('POST', '/holds', body));
}

export function useLiftHold(id: string) {
  return useKeepingChange((send, reason: string) => send('POST', `/holds/${id}/lift`, { reason }));
}

/** What erasing somebody would take. */
export function useErasure(id: string) {
  return useQuery({ queryKey: keys.erasure(id), queryFn: () => get<Erasure>(`/people/${id}/erasure`) });
}

/** Everything may name them, so everything is read anew. */
export function useErase(id: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: { reason: string; keep_fields: boolean }) => send<PersonItem>('POST', `/people/${id}/erase`, body),
    onSettled: () => client.invalidateQueries(),
  });
}

function useKeepingChange<Body, Answer>(change: (send: Command, body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: Body) => change(send, body),
    onSettled: () => {
      for (const queryKey of [keys.retention, keys.holds]) void client.invalidateQueries({ queryKey });
    },
  });
}
