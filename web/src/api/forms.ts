/** Forms that are open to anybody: asked for and sent without a session. */
import { useQuery } from '@tanstack/react-query';
import { call, get, post, Problem } from './client';
import { keys } from './keys';
import type { FormState, PublicForm } from './types';

type Values = Record<string, unknown>;
/** Which form of a workflow; none named: its first. */
export type FormName = { workflow: string; form: string | undefined };
export type Filled = { values: Values; ticket: string; website: string };

/** How often a form is sent again by itself, and how long it is waited for that: where it came back too soon, or its ticket is too old. */
const AGAIN_MAX = 3;
const WAIT_S_MAX = 5;

export function usePublicForm(name: FormName) {
  return useQuery({
    queryKey: keys.publicForm(name.workflow, name.form),
    queryFn: () => open(name),
    // What somebody fills in must not change under their hands.
    staleTime: Infinity,
    gcTime: 0,
    retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
  });
}

function open({ workflow, form }: FormName): Promise<PublicForm> {
  return get<PublicForm>(`/forms/${workflow}`, { form });
}

/** What follows from what is filled in. The server keeps nothing of it. */
export function fillPublicForm({ workflow, form }: FormName, values: Values): Promise<FormState> {
  return post<FormState>(`/forms/${workflow}/state`, { form, values });
}

/**
 * Sends it; the ticket makes one run of it, however often it is sent. Gives the run's key. `renewed`: with a new ticket, where its
 * own is too old. Not where it may have made its run before: another ticket would make a second one.
 */
export async function sendPublicForm(name: FormName, filled: Filled, renewed = true, again = AGAIN_MAX): Promise<string> {
  const { workflow, form } = name;
  try {
    return (await call<{ key: string }>('POST', `/forms/${workflow}/runs`, { body: { form, ...filled } })).key;
  } catch (error) {
    const next = again > 0 && error instanceof Problem ? await mended(name, filled, error, renewed) : null;
    if (!next) throw error;
    return sendPublicForm(name, next, renewed, again - 1);
  }
}

/** What to send instead, where a refusal is nothing that the person could mend. */
async function mended(name: FormName, filled: Filled, problem: Problem, renewed: boolean): Promise<Filled | null> {
  if (problem.code === 'form.too_old') return !renewed ? null : { ...filled, ticket: (await open(name)).ticket };
  const wait = Number(problem.params['seconds']);
  if (problem.code !== 'form.too_soon' || !(wait <= WAIT_S_MAX)) return null;
  await new Promise((done) => setTimeout(done, wait * 1_000));
  return filled;
}
