import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, ifMatch, post } from './client';
import { keys } from './keys';
import { readAll } from './pages';
import type { GroupItem, NewPerson, Page, PersonChange, PersonItem } from './types';
import { useCommand, type Command } from './useCommand';

/** Everybody, to choose from. */
export function useAllPeople() {
  return useQuery({ queryKey: keys.people, queryFn: ({ signal }) => readAll<PersonItem>('/people', signal) });
}

export function useGroups() {
  return useQuery({ queryKey: keys.groups, queryFn: () => get<Page<GroupItem>>('/groups') });
}

export function useAddPerson() {
  return useDirectoryChange((send, body: NewPerson) => send<PersonItem>('POST', '/people', body));
}

export function useChangePerson(id: string, rev: number) {
  return useDirectoryChange((send, body: PersonChange) => send<PersonItem>('PATCH', `/people/${id}`, body, ifMatch(rev)));
}

export function useInvite(id: string) {
  return useMutation({ mutationFn: () => post<{ link: string; expires: string }>(`/people/${id}/invite`) });
}

export function useAddGroup() {
  return useDirectoryChange((send, body: { handle: string; title: string }) => send<GroupItem>('POST', '/groups', body));
}

export function useMembership(handle: string) {
  return useDirectoryChange((send, { person, member }: { person: string; member: boolean }) =>
    send(member ? 'PUT' : 'DELETE', `/groups/${handle}/members/${person}`));
}

function useDirectoryChange<Body, Answer>(change: (send: Command, body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  const send = useCommand();
  return useMutation({
    mutationFn: (body: Body) => change(send, body),
    onSettled: () => {
      for (const queryKey of [keys.people, keys.groups]) void client.invalidateQueries({ queryKey });
    },
  });
}
