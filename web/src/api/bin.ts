import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch } from './client';
import { keys } from './keys';
import { readAll } from './pages';
import type { BinnedDesign, BinnedText } from './types';
import { useCommand } from './useCommand';
import type { Noun } from './workflows';

export function useBin() {
  return useQuery({ queryKey: keys.bin, queryFn: ({ signal }) => readAll<BinnedDesign>('/bin', signal) });
}

export function useBinned(item: string) {
  return useQuery({ queryKey: [...keys.bin, item], queryFn: () => get<BinnedText>(`/bin/${item}`) });
}

/** Everything that lists or shows designs is read anew. */
function useDesignsChanged() {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [keys.bin, keys.workflows, ['workflow'], keys.decisions, ['decision'], ['workflow-draft'], keys.starts]) void client.invalidateQueries({ queryKey });
  };
}

/** Takes a design out of the bin; the draft of this revision, which stands in its place, goes in. */
export function useRestoreDesign(item: string) {
  const send = useCommand();
  const changed = useDesignsChanged();
  return useMutation({
    mutationFn: (rev: number | null) => send('POST', `/bin/${item}/restore`, rev === null ? {} : { rev }),
    onSettled: changed,
  });
}

/** Throws the draft of this revision into the bin, or all of the design. */
export function useBinDesign(noun: Noun, id: string) {
  const send = useCommand();
  const changed = useDesignsChanged();
  return useMutation({
    mutationFn: ({ draft }: { draft?: number }) =>
      draft === undefined ? send('DELETE', `/${noun}/${id}`) : send('DELETE', `/${noun}/${id}/draft`, undefined, ifMatch(draft)),
    onSettled: changed,
  });
}
