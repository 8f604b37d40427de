import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch, patch, post, put, remove } from './client';
import { keys } from './keys';
import type { Page, PersonRef, WorkspaceRole } from './types';

export type PersonItem = PersonRef & {
  email: string | null;
  title: string | null;
  role: WorkspaceRole;
  manager: PersonRef | null;
  groups: string[];
  rev: number;
};
export type GroupItem = { handle: string; title: string; members: PersonRef[]; rev: number };
export type PersonChange = { name?: string; email?: string; title?: string; manager?: string | null; role?: WorkspaceRole; active?: boolean; handle?: string };

export function usePeople() {
  return useQuery({ queryKey: keys.people, queryFn: () => get<Page<PersonItem>>('/people', { limit: 200 }) });
}

export function useGroups() {
  return useQuery({ queryKey: keys.groups, queryFn: () => get<Page<GroupItem>>('/groups', { limit: 200 }) });
}

export function useAddPerson() {
  return useDirectoryChange((body: PersonChange) => post<PersonItem>('/people', body));
}

export function useChangePerson(id: string, rev: number) {
  return useDirectoryChange((body: PersonChange) => patch<PersonItem>(`/people/${id}`, body, ifMatch(rev)));
}

export function useInvite(id: string) {
  return useMutation({ mutationFn: () => post<{ link: string }>(`/people/${id}/invite`) });
}

export function useAddGroup() {
  return useDirectoryChange((body: { handle: string; title: string }) => post<GroupItem>('/groups', body));
}

export function useMembership(handle: string) {
  return useDirectoryChange(({ person, member }: { person: string; member: boolean }) =>
    member ? put(`/groups/${handle}/members/${person}`) : remove(`/groups/${handle}/members/${person}`));
}

function useDirectoryChange<Body, Answer>(change: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => {
      for (const queryKey of [keys.people, keys.groups]) void client.invalidateQueries({ queryKey });
    },
  });
}
