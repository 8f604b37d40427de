/** Every page, at the address of something the example workspace holds, and who looks at it. */
import type { APIRequestContext } from '@playwright/test';

export type Place = { name: string; who: string | null; path: string };
type Items<T> = { items: T[] };

const WHO = { manager: '@miriam.sato', designer: '@nora.lindqvist', administrator: '@ines.weber' };

export async function places(request: APIRequestContext): Promise<Place[]> {
  await enter(request, WHO.manager);
  const tasks = await read<Items<{ id: string }>>(request, '/tasks?view=mine');
  const finished = await read<Items<{ id: string }>>(request, '/runs?state=finished&limit=1');
  await enter(request, WHO.administrator);
  const running = await read<Items<{ id: string }>>(request, '/runs?state=running&limit=1');
  const stuck = await read<Items<{ run: string }>>(request, '/exceptions');
  const by = (who: string, named: Record<string, string | undefined>): Place[] =>
    Object.entries(named).flatMap(([name, path]) => (path ? [{ name, who, path }] : []));
  const at = (folder: string, id: string | undefined) => (id ? `/${folder}/${id}` : undefined);
  return [
    { name: 'sign-in', who: null, path: '/sign-in' },
    { name: 'setup', who: null, path: '/setup?token=not-a-real-one' },
    ...by(WHO.manager, {
      inbox: '/inbox', 'inbox-teams': '/inbox?view=teams', 'inbox-waiting': '/inbox?view=waiting', 'inbox-done': '/inbox?view=done',
      task: at('tasks', tasks.items[0]?.id), start: '/start', 'start-form': '/start/purchase-approval', runs: '/runs',
      'run-finished': at('runs', finished.items[0]?.id), notifications: '/notifications', profile: '/profile', tokens: '/tokens', 'not-found': '/nowhere',
    }),
    ...by(WHO.administrator, {
      run: at('runs', running.items[0]?.id), 'run-stuck': at('runs', stuck.items[0]?.run), exceptions: '/exceptions',
      people: '/people', groups: '/people?tab=groups', rehearsal: '/rehearsal',
    }),
    ...by(WHO.designer, {
      workflows: '/workflows', workflow: '/workflows/purchase-approval', 'workflow-source': '/workflows/purchase-approval?tab=source',
      'workflow-versions': '/workflows/purchase-approval?tab=versions', 'workflow-draft': '/workflows/model-deployment',
      'editor-new': '/workflows/new', editor: '/workflows/employee-onboarding/edit',
    }),
  ];
}

export async function enter(request: APIRequestContext, person: string): Promise<void> {
  const answer = await request.post('/api/v1/session', { data: { person }, headers: { 'Baton-CSRF': '1' } });
  if (!answer.ok()) throw new Error(`${person} could not sign in: ${answer.status()} ${await answer.text()}`);
}

async function read<T>(request: APIRequestContext, path: string): Promise<T> {
  const answer = await request.get(`/api/v1${path}`);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}
