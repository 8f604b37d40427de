import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch, type Query } from './client';
import { keys } from './keys';
import { usePages } from './pages';
import type { CancelPreview, ExceptionItem, Page, Resolution, Run, RunSummary } from './types';
import { useCommand } from './useCommand';

export function useRuns(filter: Query, enabled = true) {
  return usePages<Page<RunSummary>>(keys.runs(filter), '/runs', filter, enabled);
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
    mutationFn: (action: { kind: 'comments'; text: string } | { kind: 'cancel'; reason: string; how: 'keep' | 'undo' | 'force'; rev: number | undefined }) => {
      if (action.kind === 'comments') return send('POST', `/runs/${id}/comments`, { text: action.text });
      const { reason, how, rev } = action;
      return send('POST', `/runs/${id}/cancel`, { reason, how }, rev === undefined ? undefined : ifMatch(rev));
    },
    onSettled: () => refreshRuns(client, id),
  });
}

/** What would come of cancelling a run, as it is now: what was shown before is never shown again. */
export function useCancelPreview(id: string) {
  return useQuery({
    queryKey: [...keys.run(id), 'cancel'],
    queryFn: ({ signal }) => get<CancelPreview>(`/runs/${id}/cancel`, undefined, signal),
    gcTime: 0,
    staleTime: 0,
    placeholderData: undefined,
  });
}

/** Adds an item to what is done for each of several. */
export function useAddItem(id: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (item: { step: string; thread: number; values: Record<string, unknown> }) => send('POST', `/runs/${id}/items`, item),
    onSettled: () => refreshRuns(client, id),
  });
}

export function useExceptions() {
  return usePages<Page<ExceptionItem>>(keys.exceptions, '/exceptions');
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

/** What is done with each of many: tried again, resolved one way, or its run cancelled. */
export type OneOfMany = 'retry' | Resolution | { how: 'cancel'; reason: string };

type Many = { items: ExceptionItem[]; body: OneOfMany };

/** Does the same with several, one after the other; says how many were done, which were not, and why the first of those was not. */
export function useResolveMany() {
  const client = useQueryClient();
  const send = useCommand();
  const one = ({ id, run }: ExceptionItem, body: OneOfMany) => {
    const path = `/exceptions/${encodeURIComponent(id)}`;
    if (body === 'retry') return send('POST', `${path}/retry`);
    return body.how === 'cancel' ? send('POST', `/runs/${run}/cancel`, { reason: body.reason }) : send('POST', `${path}/resolve`, body);
  };
  return useMutation({
    mutationFn: async ({ items, body }: Many) => {
      const failed: string[] = [];
      let problem: unknown;
      for (const item of items) {
        try {
          await one(item, body);
        } catch (error) {
          failed.push(item.id);
          problem ??= error;
        }
      }
      return { done: items.length - failed.length, failed, problem };
    },
    onSettled: () => {
      for (const queryKey of [['run'], ['runs'], ['tasks'], ['task'], keys.exceptions]) void client.invalidateQueries({ queryKey });
    },
  });
}

function refreshRuns(client: ReturnType<typeof useQueryClient>, id: string) {
  for (const queryKey of [keys.run(id), ['runs'], ['tasks'], ['task'], keys.exceptions]) void client.invalidateQueries({ queryKey });
}
