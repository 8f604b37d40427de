import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { MovePreview, MovingRun, Page } from './types';
import { useCommand } from './useCommand';

/** The latest runs that go on, each with whether it can move to a version or to the draft. */
export function useMoves(workflow: string, to: string, enabled = true) {
  return useQuery({
    queryKey: keys.moves(workflow, to),
    queryFn: ({ signal }) => get<Page<MovingRun>>(`/workflows/${workflow}/moves`, { to, limit: 200 }, signal),
    enabled,
  });
}

/** Where a run can be moved, and what would come of sending a place to a step. */
export function useMovePreview(run: string, place: number | null, step: string | null) {
  const query = place !== null && step !== null ? { place, step } : {};
  return useQuery({
    queryKey: [...keys.run(run), 'moves', query],
    queryFn: ({ signal }) => get<MovePreview>(`/runs/${run}/moves`, query, signal),
  });
}

export function useMoveRun(run: string) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: { places: { place: number; step: string }[]; reason: string }) => send('POST', `/runs/${run}/move`, body),
    onSettled: () => {
      for (const queryKey of [keys.run(run), ['runs'], ['tasks'], ['task'], keys.exceptions]) void client.invalidateQueries({ queryKey });
    },
  });
}
