import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, postOnce, put } from './client';
import { keys } from './keys';
import type { FormState, Page, RunStarted, StartForm, StartItem } from './types';

export function useStarts() {
  return useQuery({ queryKey: keys.starts, queryFn: async () => (await get<Page<StartItem>>('/starts', { limit: 200 })).items });
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

export function useStartRun(workflow: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; start: string; values: Record<string, unknown> }) => postOnce<RunStarted>(key, `/workflows/${workflow}/runs`, body),
    onSuccess: () => {
      for (const queryKey of [['tasks'], ['runs'], ['workflows']]) void client.invalidateQueries({ queryKey });
    },
  });
}
