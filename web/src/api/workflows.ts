import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch, post, put, Problem } from './client';
import { keys } from './keys';
import type { Checked, Diff, Draft, MadeSecret, OtherWays, Version, Workflow } from './types';
import { useCommand } from './useCommand';

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

export function readDraft([noun, id]: [Noun, string]) {
  return get<Draft>(`/${noun}/${id}/draft`);
}

/** The draft as it is on the server now, whatever was saved from here. */
export function useTheirs(id: string, noun: Noun) {
  return useQuery({ queryKey: [...keys.draft(id), 'theirs'], queryFn: () => readDraft([noun, id]), gcTime: 0, staleTime: 0, placeholderData: undefined });
}

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
    mutationFn: (body: { note: string; rev: number; move?: string[] }) => send<{ version: number; moved?: { run: string; moved: boolean; why?: string | null }[]; secrets?: MadeSecret[] }>('POST', `/${noun}/${id}/publish`, body),
    onSuccess: () => {
      for (const queryKey of [keys.workflows, keys.workflow(id), keys.starts, keys.decisions, keys.decision(id)]) void client.invalidateQueries({ queryKey });
    },
  });
}

/** Makes a text the draft in place of a draft that somebody else wrote, which goes into the bin. */
export function replaceDraft([noun, id]: [Noun, string], source: string, theirs: number) {
  return put<Draft>(`/${noun}/${id}/draft`, { source, bin: true }, ifMatch(theirs));
}

/** Makes an earlier version the draft; the draft of this revision, which is there, goes into the bin. */
export function useRestoreVersion(noun: Noun, id: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: ({ version, rev }: { version: number; rev: number | null }) =>
      send<Draft>('POST', `/${noun}/${id}/versions/v${version}/restore`, rev === null ? {} : { rev }),
    onSuccess: (draft) => client.setQueryData(keys.draft(id), draft),
    onSettled: () => {
      for (const queryKey of [keys.workflows, keys.workflow(id), keys.decisions, keys.decision(id), keys.bin]) void client.invalidateQueries({ queryKey });
    },
  });
}

/** The text of a version, `v3`, or of the draft. */
export function useText(noun: Noun, id: string, name: string) {
  return useQuery({
    queryKey: name === 'draft' ? [...keys.draft(id), 'text'] : [...keys.text(id, name)],
    placeholderData: undefined,
    // A version never changes; a draft is read anew whenever it is looked at.
    staleTime: name === 'draft' ? 0 : Infinity,
    queryFn: async () => (await get<{ source: string }>(name === 'draft' ? `/${noun}/${id}/draft` : `/${noun}/${id}/versions/${name}`)).source,
  });
}

/** Which of the last finished runs would have gone another way by a version or the draft. */
export function useOtherWays(id: string, to: string) {
  return useQuery({
    queryKey: keys.otherWays(id, to),
    queryFn: ({ signal }) => get<OtherWays>(`/workflows/${id}/other-ways`, { to }, signal),
  });
}
