import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, type Query } from './client';
import { keys } from './keys';
import type { ExceptionItem, Page, Resolution, Run, RunSummary } from './types';
import { useCommand } from './useCommand';

export function useRuns(filter: Query, enabled = true) {
  return useInfiniteQuery({
    queryKey: keys.runs(filter),
    queryFn: ({ pageParam, signal }) => get<Page<RunSummary>>('/runs', { ...filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
}

export function useRun(id: string) {
  return useQuery({
    queryKey: keys.run(id),
    queryFn: ({ signal }) => get<Run>(`/runs/${id}`, undefined, signal),
    placeholderData: undefined,
  });
}

export function useRunAction(id: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (action: { kind: 'comments'; text: string } | { kind: 'cancel'; reason: string }) => {
      const { kind, ...body } = action;
      return send('POST', `/runs/${id}/${kind}`, body);
    },
    onSettled: () => refreshRuns(client, id),
  });
}

export function useExceptions() {
  return useQuery({ queryKey: keys.exceptions, queryFn: () => get<Page<ExceptionItem>>('/exceptions') });
}

export function useResolve(exception: ExceptionItem) {
  const client = useQueryClient();
  const send = useCommand();
  const path = `/exceptions/${encodeURIComponent(exception.id)}`;
  return useMutation({
    mutationFn: (body: Resolution | 'retry') => (body === 'retry' ? send('POST', `${path}/retry`) : send('POST', `${path}/resolve`, body)),
    onSettled: () => refreshRuns(client, exception.run),
  });
}

function refreshRuns(client: ReturnType<typeof useQueryClient>, id: string) {
  for (const queryKey of [keys.run(id), ['runs'], ['tasks'], ['task'], keys.exceptions]) void client.invalidateQueries({ queryKey });
}
