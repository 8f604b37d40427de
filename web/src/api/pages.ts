/** Lists that come in pages: shown page by page, or read to their end where all of them are to choose from. */
import { useInfiniteQuery, type InfiniteData, type QueryKey } from '@tanstack/react-query';
import { get, type Query } from './client';
import type { Page } from './types';

const PAGE_ITEMS = 200;
/** Ten thousand; who has more finds them by the search of the pages that list them. */
const PAGES_MAX = 50;

export function usePages<P extends Page<unknown>>(queryKey: QueryKey, path: string, filter: Query = {}, enabled = true) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => get<P>(path, { ...filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
}

export function itemsOf<T>(data: InfiniteData<Page<T>> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

export async function readAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < PAGES_MAX; read += 1) {
    const page: Page<T> = await get<Page<T>>(path, { limit: PAGE_ITEMS, cursor }, signal);
    items.push(...page.items);
    cursor = page.next;
    if (cursor === null) break;
  }
  return items;
}
