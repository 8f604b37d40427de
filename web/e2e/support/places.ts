/** Every page, at the address of something the example workspace holds, by who looks at it. */
import { expect, type APIRequestContext, type Page } from '@playwright/test';

export type Place = { name: string; path: string };
type Items<T> = { items: T[] };

/** Whose pages they are; nobody is signed in on the first. */
export const READERS = {
  'a stranger': null,
  'a manager': '@miriam.sato',
  'an administrator': '@ines.weber',
  'a designer': '@nora.lindqvist',
} as const;

/** The pages of a reader, who is signed in. */
export async function places(request: APIRequestContext, reader: string): Promise<Place[]> {
  const paths = await pathsOf(request, reader);
  return Object.entries(paths).map(([name, path]) => ({ name, path }));
}

async function pathsOf(request: APIRequestContext, reader: string): Promise<Record<string, string>> {
  switch (reader) {
    case 'a manager':
      return {
        inbox: '/inbox', 'inbox-teams': '/inbox?view=teams', 'inbox-waiting': '/inbox?view=waiting', 'inbox-done': '/inbox?view=done',
        task: `/tasks/${await first<{ id: string }>(request, '/tasks?view=mine', 'id')}`,
        start: '/start', 'start-form': '/start/purchase-approval', runs: '/runs',
        'run-finished': `/runs/${await first<{ id: string }>(request, '/runs?state=finished&limit=1', 'id')}`,
        notifications: '/notifications', profile: '/profile', tokens: '/tokens', 'not-found': '/nowhere',
      };
    case 'an administrator':
      return {
        run: `/runs/${await first<{ id: string }>(request, '/runs?state=running&limit=1', 'id')}`,
        'run-stuck': `/runs/${await first<{ run: string }>(request, '/exceptions', 'run')}`,
        exceptions: '/exceptions', people: '/people', groups: '/people?tab=groups', retention: '/retention', workers: '/workers', secrets: '/secrets', rehearsal: '/rehearsal',
      };
    case 'a designer':
      return {
        workflows: '/workflows', landscape: '/landscape', workflow: '/workflows/purchase-approval', 'workflow-source': '/workflows/purchase-approval?tab=source',
        'workflow-versions': '/workflows/purchase-approval?tab=versions', 'workflow-draft': '/workflows/model-deployment',
        'editor-new': '/workflows/new', editor: '/workflows/employee-onboarding/edit',
        'editor-tables': '/workflows/purchase-approval/edit?view=tables', 'editor-expressions': '/workflows/purchase-approval/edit?view=expressions',
        'workflow-compare': '/workflows/purchase-approval/compare', bin: '/bin',
        decisions: '/decisions', decision: '/decisions/approval-level', 'decision-new': '/decisions/new', 'decision-editor': '/decisions/approval-level/edit?view=tables',
      };
    default:
      return { 'sign-in': '/sign-in', setup: '/setup?token=not-a-real-one' };
  }
}

export async function enter(request: APIRequestContext, person: string): Promise<void> {
  const answer = await request.post('/api/v1/session', { data: { person }, headers: { 'Baton-CSRF': '1' } });
  if (!answer.ok()) throw new Error(`${person} could not sign in: ${answer.status()} ${await answer.text()}`);
}

/** Goes there, and waits until the page has what it shows. */
export async function show(page: Page, place: Place): Promise<void> {
  await page.goto(place.path);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
}

async function first<T extends object>(request: APIRequestContext, path: string, key: keyof T): Promise<T[keyof T]> {
  const answer = await request.get(`/api/v1${path}`);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  const found = ((await answer.json()) as Items<T>).items[0];
  if (!found) throw new Error(`The example workspace has nothing at ${path}.`);
  return found[key];
}
