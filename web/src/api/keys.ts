/** The names under which answers are kept, and which of them a live event makes old. */
import type { QueryKey } from '@tanstack/react-query';

export const keys = {
  session: ['session'] as const,
  signIn: ['sign-in'] as const,
  counts: ['tasks', 'counts'] as const,
  tasks: (filter: object) => ['tasks', 'list', filter] as const,
  task: (id: string) => ['task', id] as const,
  starts: ['starts'] as const,
  start: (workflow: string, start: string) => ['start', workflow, start] as const,
  publicForm: (workflow: string, form: string | undefined) => ['public-form', workflow, form ?? ''] as const,
  workflows: ['workflows'] as const,
  workflow: (id: string) => ['workflow', id] as const,
  version: (id: string, version: number) => ['workflow', id, 'version', version] as const,
  draft: (id: string) => ['workflow-draft', id] as const,
  diff: (id: string, from: string, to: string) => ['workflow', id, 'diff', from, to] as const,
  otherWays: (id: string, to: string) => ['workflow', id, 'other-ways', to] as const,
  text: (id: string, name: string) => ['workflow', id, 'text', name] as const,
  bin: ['bin'] as const,
  moves: (id: string, to: string) => ['workflow', id, 'moves', to] as const,
  decisions: ['decisions'] as const,
  decision: (id: string) => ['decision', id] as const,
  runs: (filter: object) => ['runs', filter] as const,
  run: (id: string) => ['run', id] as const,
  parts: (id: string, delay?: object) => ['parts', id, delay] as const,
  landscape: ['workflows', 'landscape'] as const,
  exceptions: ['exceptions'] as const,
  people: ['people'] as const,
  groups: ['groups'] as const,
  notifications: ['notifications'] as const,
  unread: ['notifications', 'unread'] as const,
  tokens: ['tokens'] as const,
  sessions: ['sessions'] as const,
  rehearsal: ['rehearsal'] as const,
  mails: ['rehearsal', 'mails'] as const,
  topics: ['topics'] as const,
  secrets: ['secrets'] as const,
  retention: ['retention'] as const,
  holds: ['retention', 'holds'] as const,
  erasure: (id: string) => ['erasure', id] as const,
};

export type LiveEvent = { kind: string; keys: string[]; rev?: number | null };

/** Everything that may have changed by an event; an unknown kind makes everything old. */
export function touchedBy({ kind, keys: names }: LiveEvent): QueryKey[] {
  switch (kind) {
    case 'task':
      return [['tasks'], ...names.flatMap((name) => [['task', name], ['run', runOf(name)]]), ['runs']];
    case 'run':
      return [['runs'], ['parts'], ['exceptions'], ['workflows'], ['tasks'], ['rehearsal'], ...names.map((name) => ['run', name])];
    case 'workflow':
      return [['workflows'], ['decisions'], ['starts'], ['bin'], ...names.flatMap((name) => [['workflow', name], ['decision', name], ['workflow-draft', name]])];
    case 'notification':
      return [['notifications']];
    case 'directory':
      return [['people'], ['groups'], ['session']];
    case 'clock':
      return [['rehearsal'], ['session'], ['tasks'], ['runs'], ['run'], ['parts'], ['task']];
    default:
      return [[]];
  }
}

function runOf(task: string): string {
  return task.split('.')[0] ?? task;
}
