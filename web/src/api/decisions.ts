import { useQuery } from '@tanstack/react-query';
import { get, post } from './client';
import { keys } from './keys';
import { readAll } from './pages';
import type { Decision, DecisionSummary, DecisionTried } from './types';

export function useDecisions() {
  return useQuery({ queryKey: keys.decisions, queryFn: ({ signal }) => readAll<DecisionSummary>('/decisions', signal) });
}

export function useDecision(id: string, enabled = true) {
  return useQuery({ queryKey: keys.decision(id), queryFn: () => get<Decision>(`/decisions/${id}`), placeholderData: undefined, enabled });
}

export const tryDecision = (id: string, inputs: Record<string, unknown>, source?: string) =>
  post<DecisionTried>(`/decisions/${id}/try`, source === undefined ? { inputs } : { inputs, source });
