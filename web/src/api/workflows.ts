import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch, post, put, remove, Problem } from './client';
import { keys } from './keys';
import { readAll } from './pages';
import type { Checked, Diff, Draft, Version, Workflow, WorkflowSummary } from './types';
import { useCommand } from './useCommand';

export function useWorkflows() {
  return useQuery({ queryKey: keys.workflows, queryFn: ({ signal }) => readAll<WorkflowSummary>('/workflows', signal) });
}

export function useWorkflow(id: string, enabled = true) {
  return useQuery({ queryKey: keys.workflow(id), queryFn: () => get<Workflow>(`/workflows/${id}`), placeholderData: undefined, enabled });
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

/** Workflows and shared decisions have drafts and versions alike. */
export type Noun = 'workflows' | 'decisions';

export function useDraft(id: string, noun: Noun = 'workflows') {
  return useQuery({
    queryKey: keys.draft(id),
    // None where it has no draft.
    queryFn: async () => {
      try {
        return await get<Draft>(`/${noun}/${id}/draft`);
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

export function saveDraft([noun, id]: [Noun, string], source: string, rev: number | null) {
  return put<Draft>(`/${noun}/${id}/draft`, { source }, rev === null ? { 'If-None-Match': '*' } : ifMatch(rev));
}

export function usePublish(id: string, noun: Noun = 'workflows') {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: { note: string; rev: number; move?: string[] }) => send<{ version: number; moved?: { run: string; moved: boolean; why?: string | null }[] }>('POST', `/${noun}/${id}/publish`, body),
    onSuccess: () => {
      for (const queryKey of [keys.workflows, keys.workflow(id), keys.starts, keys.decisions, keys.decision(id)]) void client.invalidateQueries({ queryKey });
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
