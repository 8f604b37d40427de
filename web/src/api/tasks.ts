import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, put } from './client';
import { keys } from './keys';
import { usePages } from './pages';
import type { Completed, FormState, Page, Task, TaskCounts, TaskSummary, TaskView } from './types';
import { useCommand } from './useCommand';

export type TaskFilter = { view: TaskView; workflow?: string | undefined; priority?: string | undefined; q?: string | undefined };
/** `seen` is the revision of the task that was on screen: what changed since is shown before anything is decided on it. */
export type Completion = { choice: string; values: Record<string, unknown>; comment?: string | undefined; seen: number; told?: number | undefined; checked: number[] };

export function useTaskCounts() {
  return useQuery({ queryKey: keys.counts, queryFn: () => get<TaskCounts>('/tasks/counts') });
}

export function useTasks(filter: TaskFilter) {
  return usePages<Page<TaskSummary>>(keys.tasks(filter), '/tasks', filter);
}

function taskQuery(id: string) {
  return { queryKey: keys.task(id), queryFn: ({ signal }: { signal: AbortSignal }) => get<Task>(`/tasks/${id}`, undefined, signal) };
}

export function useTask(id: string) {
  return useQuery({
    ...taskQuery(id),
    // A task of somebody else must never stand on screen under a new address.
    placeholderData: undefined,
    // Other branches of its run change it without an event of its own: whoever opens it sees it as it is now.
    refetchOnMount: 'always',
  });
}

type TaskAction = { kind: 'claim' | 'release' | 'open' } | { kind: 'reassign'; to: string; comment: string } | { kind: 'comments'; text: string } | { kind: 'accept'; checked: number[] } | { kind: 'hand-back'; comment: string };

export function useTaskAction(id: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: ({ kind, ...body }: TaskAction) => send('POST', `/tasks/${id}/${kind}`, body),
    onSettled: () => refresh(client, id),
  });
}

export function useComplete(id: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: Completion) => send<Completed>('POST', `/tasks/${id}/complete`, body),
    onSettled: () => refresh(client, id),
  });
}

/** `seen` is the revision of the task that was on screen when the draft was begun. */
type TaskDraft = { rev: number; seen: number; values: Record<string, unknown>; choice?: string | undefined };

/** Saves what is typed. The task as it is known here has it too from then on: who comes back to it goes on from there. */
export function useSaveTaskDraft(id: string): (draft: TaskDraft) => Promise<FormState> {
  const client = useQueryClient();
  return async (draft) => {
    const form = await put<FormState>(`/tasks/${id}/draft`, draft);
    client.setQueryData<Task>(keys.task(id), (task) => task && { ...task, form });
    // A reading that was asked for before this save may come after it, with the form as it was.
    if (client.isFetching({ queryKey: keys.task(id), exact: true }) > 0) void client.invalidateQueries({ queryKey: keys.task(id), exact: true });
    return form;
  };
}

function refresh(client: ReturnType<typeof useQueryClient>, id: string) {
  const run = id.split('.')[0] ?? id;
  for (const queryKey of [keys.task(id), ['tasks'], keys.run(run), ['runs']]) void client.invalidateQueries({ queryKey });
}
