import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { Page, SecretItem, Topic } from './types';
import { useCommand } from './useCommand';

/** How often the page of workers looks again: jobs of workers are told to nobody live. */
const TOPICS_EVERY_MS = 5_000;

export function useTopics() {
  return useQuery({ queryKey: keys.topics, queryFn: () => get<Page<Topic>>('/topics'), refetchInterval: TOPICS_EVERY_MS });
}

export function useSecrets() {
  return useQuery({ queryKey: keys.secrets, queryFn: () => get<Page<SecretItem>>('/secrets') });
}

export function useSetSecret() {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: ({ name, value }: { name: string; value: string }) => send('PUT', `/secrets/${encodeURIComponent(name)}`, { value }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.secrets }),
  });
}

export function useDropSecret() {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (name: string) => send('DELETE', `/secrets/${encodeURIComponent(name)}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.secrets }),
  });
}
