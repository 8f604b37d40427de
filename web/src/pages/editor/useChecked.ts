import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Checked } from '@/api/types';
import { check } from '@/api/workflows';

const TYPING_MS = 350;
export type CheckState = { result: Checked | null; checking: boolean; error: unknown };

/** What the server says about the text, a moment after each change; the last answer stays until the next one is there. */
export function useChecked(source: string): CheckState {
  const [text] = useDebouncedValue(source, TYPING_MS);
  const query = useQuery({ queryKey: ['check', text], queryFn: () => check(text), staleTime: Infinity, gcTime: 60_000 });
  return { result: query.data ?? null, checking: query.isFetching || text !== source, error: query.error };
}
