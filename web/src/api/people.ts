import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch, patch, post, put, remove } from './client';
import { keys } from './keys';
import type { GroupItem, NewPerson, Page, PersonChange, PersonItem } from './types';

export function usePeople() {
  return useQuery({ queryKey: keys.people, queryFn: () => get<Page<PersonItem>>('/people', { limit: 200 }) });
}

export function useGroups() {
  return useQuery({ queryKey: keys.groups, queryFn: () => get<Page<GroupItem>>('/groups', { limit: 200 }) });
}

export function useAddPerson() {
  return useDirectoryChange((body: NewPerson) => post<PersonItem>('/people', body));
}

export function useChangePerson(id: string, rev: number) {
  return useDirectoryChange((body: PersonChange) => patch<PersonItem>(`/people/${id}`, body, ifMatch(rev)));
}

export function useInvite(id: string) {
  return useMutation({ mutationFn: () => post<{ link: string; expires: string }>(`/people/${id}/invite`) });
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
