/** Every address of the app, what its search part may hold, and which page it opens. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { VIEWS as VIEWS_TO_EDIT, type EditorView } from '@/pages/editor/views';
import { Crash } from '@/pages/not-found/Crash';
import { NotFound } from '@/pages/not-found/NotFound';
import { Shell } from '@/shell/Shell';
import type { TaskView } from '@/api/types';
import { PRIORITIES } from '@/ui/priorities';

type Raw = Record<string, unknown>;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
const oneOf = <T extends string>(value: unknown, among: readonly T[]): T | undefined => among.find((one) => one === value);

const VIEWS: readonly TaskView[] = ['mine', 'teams', 'waiting', 'done'];
export type InboxSearch = { view?: TaskView; task?: string; workflow?: string; priority?: string; q?: string };
export type RunsSearch = { state?: string; workflow?: string; priority?: string; person?: string; key?: string; field?: string; value?: string; q?: string };
export type RunSearch = { step?: string; tab?: 'timeline' | 'data' | 'files' };
export type EditorSearch = { view?: EditorView };
export type CompareSearch = { from?: string | undefined; to?: string | undefined };
export type WorkflowSearch = { tab?: 'diagram' | 'source' | 'versions'; version?: number };

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Crash });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Raw): { next?: string } => ({ next: text(raw['next']) }),
  component: lazyRouteComponent(() => import('@/pages/sign-in/SignIn'), 'SignIn'),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (raw: Raw): { token?: string } => ({ token: text(raw['token']) }),
  component: lazyRouteComponent(() => import('@/pages/sign-in/Setup'), 'Setup'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  validateSearch: (raw: Raw): { token?: string } => ({ token: text(raw['token']) }),
  component: lazyRouteComponent(() => import('@/pages/sign-in/Invitation'), 'Invitation'),
});
const form = createRoute({
  getParentRoute: () => root,
  path: '/f/$workflow',
  component: lazyRouteComponent(() => import('@/pages/public-form/PublicFormPage'), 'PublicFormPage'),
});
const namedForm = createRoute({
  getParentRoute: () => root,
  path: '/f/$workflow/$form',
  component: lazyRouteComponent(() => import('@/pages/public-form/PublicFormPage'), 'PublicFormPage'),
});
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell, notFoundComponent: NotFound, errorComponent: Crash });
const under = () => shell;

const home = createRoute({ getParentRoute: under, path: '/', beforeLoad: () => { throw redirect({ to: '/inbox', replace: true }); } });
const inbox = createRoute({
  getParentRoute: under,
  path: '/inbox',
  validateSearch: (raw: Raw): InboxSearch => ({
    view: oneOf(raw['view'], VIEWS), task: text(raw['task']), workflow: text(raw['workflow']),
    priority: oneOf(raw['priority'], PRIORITIES), q: text(raw['q']),
  }),
  component: lazyRouteComponent(() => import('@/pages/inbox/Inbox'), 'Inbox'),
});
const task = createRoute({ getParentRoute: under, path: '/tasks/$id', component: lazyRouteComponent(() => import('@/pages/task/TaskPage'), 'TaskPage') });
const starts = createRoute({ getParentRoute: under, path: '/start', component: lazyRouteComponent(() => import('@/pages/start/Starts'), 'Starts') });
const start = createRoute({
  getParentRoute: under,
  path: '/start/$workflow',
  validateSearch: (raw: Raw): { start?: string } => ({ start: text(raw['start']) }),
  component: lazyRouteComponent(() => import('@/pages/start/StartPage'), 'StartPage'),
});
const runs = createRoute({
  getParentRoute: under,
  path: '/runs',
  validateSearch: (raw: Raw): RunsSearch => ({
    state: text(raw['state']), workflow: text(raw['workflow']), person: text(raw['person']), key: text(raw['key']),
    priority: oneOf(raw['priority'], PRIORITIES), field: text(raw['field']), value: text(raw['value']), q: text(raw['q']),
  }),
  component: lazyRouteComponent(() => import('@/pages/runs/Runs'), 'Runs'),
});
const run = createRoute({
  getParentRoute: under,
  path: '/runs/$id',
  validateSearch: (raw: Raw): RunSearch => ({
    step: text(raw['step']), tab: oneOf(raw['tab'], ['timeline', 'data', 'files'] as const),
  }),
  component: lazyRouteComponent(() => import('@/pages/run/RunPage'), 'RunPage'),
});
const workflows = createRoute({ getParentRoute: under, path: '/workflows', component: lazyRouteComponent(() => import('@/pages/workflows/Workflows'), 'Workflows') });
const editorSearch = (raw: Raw): EditorSearch => ({ view: oneOf(raw['view'], VIEWS_TO_EDIT) });
const newWorkflow = createRoute({
  getParentRoute: under,
  path: '/workflows/new',
  validateSearch: editorSearch,
  component: lazyRouteComponent(() => import('@/pages/editor/NewWorkflow'), 'NewWorkflow'),
});
const editWorkflow = createRoute({
  getParentRoute: under,
  path: '/workflows/$id/edit',
  validateSearch: editorSearch,
  component: lazyRouteComponent(() => import('@/pages/editor/EditWorkflow'), 'EditWorkflow'),
});
const workflow = createRoute({
  getParentRoute: under,
  path: '/workflows/$id',
  validateSearch: (raw: Raw): WorkflowSearch => {
    const version = Number(raw['version']);
    return {
      tab: oneOf(raw['tab'], ['diagram', 'source', 'versions'] as const),
      version: Number.isInteger(version) && version > 0 ? version : undefined,
    };
  },
  component: lazyRouteComponent(() => import('@/pages/workflow/WorkflowPage'), 'WorkflowPage'),
});
const compareSearch = (raw: Raw): CompareSearch => ({ from: text(raw['from']), to: text(raw['to']) });
const compareWorkflow = createRoute({
  getParentRoute: under,
  path: '/workflows/$id/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('@/compare/ComparePage'), 'CompareWorkflow'),
});
const compareDecision = createRoute({
  getParentRoute: under,
  path: '/decisions/$id/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('@/compare/ComparePage'), 'CompareDecision'),
});
const bin = createRoute({ getParentRoute: under, path: '/bin', component: lazyRouteComponent(() => import('@/pages/bin/Bin'), 'Bin') });
const landscape = createRoute({ getParentRoute: under, path: '/landscape', component: lazyRouteComponent(() => import('@/pages/landscape/Landscape'), 'Landscape') });
const decisions = createRoute({ getParentRoute: under, path: '/decisions', component: lazyRouteComponent(() => import('@/pages/decisions/Decisions'), 'Decisions') });
const newDecision = createRoute({
  getParentRoute: under,
  path: '/decisions/new',
  validateSearch: editorSearch,
  component: lazyRouteComponent(() => import('@/pages/decisions/NewDecision'), 'NewDecision'),
});
const editDecision = createRoute({
  getParentRoute: under,
  path: '/decisions/$id/edit',
  validateSearch: editorSearch,
  component: lazyRouteComponent(() => import('@/pages/decisions/EditDecision'), 'EditDecision'),
});
const decision = createRoute({ getParentRoute: under, path: '/decisions/$id', component: lazyRouteComponent(() => import('@/pages/decisions/DecisionPage'), 'DecisionPage') });
const people = createRoute({
  getParentRoute: under,
  path: '/people',
  validateSearch: (raw: Raw): { tab?: 'people' | 'groups' } => ({ tab: oneOf(raw['tab'], ['people', 'groups'] as const) }),
  component: lazyRouteComponent(() => import('@/pages/people/People'), 'People'),
});
const exceptions = createRoute({ getParentRoute: under, path: '/exceptions', component: lazyRouteComponent(() => import('@/pages/exceptions/Exceptions'), 'Exceptions') });
const notifications = createRoute({ getParentRoute: under, path: '/notifications', component: lazyRouteComponent(() => import('@/pages/notifications/Notifications'), 'Notifications') });
const tokens = createRoute({ getParentRoute: under, path: '/tokens', component: lazyRouteComponent(() => import('@/pages/profile/Tokens'), 'Tokens') });
const profile = createRoute({ getParentRoute: under, path: '/profile', component: lazyRouteComponent(() => import('@/pages/profile/Profile'), 'Profile') });
const workers = createRoute({ getParentRoute: under, path: '/workers', component: lazyRouteComponent(() => import('@/pages/machines/Workers'), 'Workers') });
const secrets = createRoute({ getParentRoute: under, path: '/secrets', component: lazyRouteComponent(() => import('@/pages/machines/Secrets'), 'Secrets') });
const retention = createRoute({ getParentRoute: under, path: '/retention', component: lazyRouteComponent(() => import('@/pages/retention/Retention'), 'Retention') });
const rehearsal = createRoute({ getParentRoute: under, path: '/rehearsal', component: lazyRouteComponent(() => import('@/pages/rehearsal/Rehearsal'), 'Rehearsal') });

/** Whatever else is asked for: said within the frame, so that nobody stands in an empty window. */
const elsewhere = createRoute({ getParentRoute: under, path: '$', component: NotFound });

const tree = root.addChildren([
  signIn, setup, invitation, form, namedForm,
  shell.addChildren([
    home, inbox, task, starts, start, runs, run, workflows, newWorkflow, editWorkflow, compareWorkflow, workflow, bin, landscape, compareDecision, decisions, newDecision, editDecision, decision, people, exceptions,
    notifications, tokens, profile, workers, secrets, rehearsal, retention, elsewhere,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
