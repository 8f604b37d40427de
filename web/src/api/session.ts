import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { setTime } from '@/ui/clock';
import { get, post, remove, Problem } from './client';
import { keys } from './keys';
import type { Session, SignInPage } from './types';

async function fetchSession(): Promise<Session | null> {
  try {
    return withTime(await get<Session>('/session'));
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

function withTime(session: Session): Session {
  setTime(session.workspace.time, session.workspace.zone, session.person.zone);
  return session;
}

/** Who is signed in: `undefined` while it is not known yet, `null` when nobody is. */
export function useSessionQuery() {
  return useQuery({ queryKey: keys.session, queryFn: fetchSession, staleTime: 60_000 });
}

export function useSession(): Session | null | undefined {
  return useQuery({ queryKey: keys.session, queryFn: fetchSession, staleTime: 60_000 }).data;
}

/** Whether the signed-in person may do something; the server decides, and has said so with the session. */
export function useMay(operation: string): boolean {
  return useSession()?.may.includes(operation) ?? false;
}

/** Whether they see every run of what this group or person answers for; others see those that they have to do with. */
export function useSeesAll(owner: string | undefined): boolean {
  const person = useSession()?.person;
  if (!person) return false;
  return person.role === 'administrator' || person.role === 'auditor' || (owner !== undefined && (owner.replace(/^@/, '') === person.id.replace(/^@/, '') || person.groups.includes(owner)));
}

export function useSignInPage() {
  return useQuery({ queryKey: keys.signIn, queryFn: () => get<SignInPage>('/sign-in') });
}

/** A handle or an e-mail address; in an example workspace no password. */
export type Credentials = { person: string; password?: string };

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => post<Session>('/session', credentials),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(keys.session, withTime(session));
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => remove('/session'),
    onSuccess: () => {
      client.clear();
      client.setQueryData(keys.session, null);
    },
  });
}
