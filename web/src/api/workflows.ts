import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch, post, put, remove, Problem } from './client';
import { keys } from './keys';
import { readAll } from './pages';
import type { Checked, Diff, Draft, Version, Workflow, WorkflowSummary } from './types';
import { useCommand } from './useCommand';

export function useWorkflows() {
  return useQuery({ queryKey: keys.workflows, queryFn: ({ signal }) => readAll<WorkflowSummary>('/workflows', signal) });
}

export function useWorkflow(id: string) {
  return useQuery({ queryKey: keys.workflow(id), queryFn: () => get<Workflow>(`/workflows/${id}`), placeholderData: undefined });
}

export function useVersion(id: string, version: number | undefined) {
  return useQuery({
    queryKey: keys.version(id, version ?? 0),
    queryFn: () => get<Version>(`/workflows/${id}/versions/${version}`),
    enabled: version !== undefined,
    placeholderData: undefined,
  });
}

export function useDiff(id: string, from: string, to: string, enabled: boolean) {
  return useQuery({ queryKey: keys.diff(id, from, to), queryFn: () => get<Diff>(`/workflows/${id}/diff`, { from, to }), enabled });
}

/** The draft of a workflow; null where it has none. */
export function useDraft(id: string) {
  return useQuery({
    queryKey: keys.draft(id),
    queryFn: async () => {
      try {
        return await get<Draft>(`/workflows/${id}/draft`);
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
    placeholderData: undefined,
    gcTime: 0,
  });
}

export function check(source: string) {
  return post<Checked>('/check', { source });
}

export function saveDraft(id: string, source: string, rev: number | null) {
  return put<Draft>(`/workflows/${id}/draft`, { source }, rev === null ? { 'If-None-Match': '*' } : ifMatch(rev));
}

export function usePublish(id: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: { note: string; rev: number }) => send<{ version: number }>('POST', `/workflows/${id}/publish`, body),
    onSuccess: () => {
      for (const queryKey of [keys.workflows, keys.workflow(id), keys.starts]) void client.invalidateQueries({ queryKey });
    },
  });
}

export function useDropDraft(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rev: number) => remove(`/workflows/${id}/draft`, ifMatch(rev)),
    onSettled: () => {
      for (const queryKey of [keys.workflows, keys.workflow(id)]) void client.invalidateQueries({ queryKey });
    },
  });
}
