import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { Landscape, RunParts } from './types';

export type Delay = { late: string; by: number };

/** The runs under a run and above it; with a delay, what would become of them. */
export function useParts(id: string, delay?: Delay | undefined, enabled = true) {
  return useQuery({
    queryKey: keys.parts(id, delay),
    queryFn: ({ signal }) => get<RunParts>(`/runs/${id}/parts`, delay, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useLandscape() {
  return useQuery({ queryKey: keys.landscape, queryFn: ({ signal }) => get<Landscape>('/landscape', undefined, signal) });
}
