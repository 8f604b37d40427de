import { useQuery } from '@tanstack/react-query';
import { keys } from './keys';
import { readAll } from './pages';
import type { WorkflowSummary } from './types';

/** All workflows that the person sees. It stands by itself, as the inbox asks for nothing else of them. */
export function useWorkflows() {
  return useQuery({ queryKey: keys.workflows, queryFn: ({ signal }) => readAll<WorkflowSummary>('/workflows', signal) });
}
