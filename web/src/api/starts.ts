import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, get, put } from './client';
import { Intents } from './intents';
import { keys } from './keys';
import type { FormState, Page, RunStarted, StartForm, StartItem } from './types';

export function useStarts() {
  return useQuery({ queryKey: keys.starts, queryFn: async () => (await get<Page<StartItem>>('/starts')).items });
}

export function useStartForm(workflow: string, start: string | undefined) {
  return useQuery({
    queryKey: keys.start(workflow, start ?? ''),
    queryFn: () => get<StartForm>(`/starts/${workflow}/${start}`),
    enabled: start !== undefined,
    placeholderData: undefined,
    gcTime: 0,
  });
}

export function saveStartDraft(workflow: string, start: string, draft: { rev: number; values: Record<string, unknown> }) {
  return put<FormState>(`/starts/${workflow}/${start}/draft`, draft);
}

/**
 * Starts a run. The key of this intent outlives a reload together with the draft (`resumed`); where no draft is left, the
 * run was started, and what is filled in now is another one.
 */
export function useStartRun(workflow: string, start: string, resumed: boolean) {
  const client = useQueryClient();
  const what = `start ${workflow} ${start}`;
  const intents = useMemo(() => {
    const kept = new Intents(sessionStorage);
    if (!resumed) kept.forget(what);
    return kept;
  }, [what, resumed]);
  return useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      intents.send(what, (key) => call<RunStarted>('POST', `/workflows/${workflow}/runs`, { body: { start, values }, key })),
    onSuccess: () => {
      for (const queryKey of [['tasks'], ['runs'], ['workflows']]) void client.invalidateQueries({ queryKey });
    },
  });
}
