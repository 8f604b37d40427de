import { QueryClient } from '@tanstack/react-query';
import { Problem } from '@/api/client';

const RETRIES_MAX = 2;

/** Refusals are final; only a server that could not be reached or is overloaded is asked again. */
function worthRetry(count: number, error: unknown): boolean {
  if (count >= RETRIES_MAX) return false;
  return !(error instanceof Problem) || error.status === 0 || error.status >= 502;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: worthRetry, refetchOnWindowFocus: true, placeholderData: <T>(old: T) => old },
    mutations: { retry: false },
  },
});
