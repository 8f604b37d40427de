/** The shapes the endpoints answer with, under the names the pages use. */

export type PersonRef = { id: string; name: string; active?: boolean };
export type Named = { id: string; title: string };
export type Page<T> = { items: T[]; next: string | null };

export type WorkspaceRole = 'administrator' | 'designer' | 'member' | 'auditor';
export type Session = {
  person: PersonRef & { email: string; role: WorkspaceRole; groups: string[]; language: string | null; shortcuts: boolean };
  workspace: { name: string; kind: 'real' | 'rehearsal' | 'example'; time: string; zone: string };
  may: string[];
};
export type SignInPage = {
  workspace: { name: string; kind: 'real' | 'rehearsal' | 'example' };
  people?: { id: string; name: string; title: string | null; role: WorkspaceRole }[] | null;
};
export type SessionItem = { id: string; started: string; last_used: string; agent: string | null; current: boolean };

export type TaskView = 'mine' | 'teams' | 'waiting' | 'done';
export type TaskSummary = {
  id: string;
  run: string;
  run_label: string;
  workflow: Named;
  step: string;
  title: string;
  kind: string;
  status: string;
  due: string | null;
  overdue: boolean;
  assignee: PersonRef | null;
  offered_to: { group: string | null; count: number } | null;
  opened: string;
  pass: number;
  done_by: PersonRef | null;
  done_at: string | null;
  choice_label: string | null;
  rev: number;
  unread: boolean;
};
export type TaskCounts = { mine: number; teams: number; waiting: number; done: number; overdue: number };

export type FieldValue = unknown;
export type FieldView = {
  id: string;
  label: string;
  help: string | null;
  type: string;
  value: FieldValue;
  display: string | null;
  options: { value: string; label: string }[] | null;
  required: boolean;
  shown: boolean;
  read_only: boolean;
  message: string | null;
  unit: string | null;
  currency: string | null;
  min: string | number | null;
  max: string | number | null;
  max_length: number | null;
  pattern: string | null;
  formats: string[] | null;
  max_size: number | null;
  asked: boolean;
  set_by: PersonRef | null;
  set_at: string | null;
};
export type FormState = { rev: number; saved_at: string | null; fields: FieldView[] };
export type Choice = {
  id: string;
  label: string;
  style: 'main' | 'plain' | 'danger';
  comment: 'required' | 'optional' | 'none';
  next: string | null;
  needs_values: boolean;
};
export type Actor = PersonRef | { kind: string };
export type TimelineItem = {
  entry: number;
  at: string;
  actor: Actor;
  on_behalf_of: PersonRef | null;
  kind: string;
  sentence: string;
  step: string | null;
  pass: number | null;
  comment: string | null;
  changes: { field: string; label: string; was: string | null; now: string | null }[];
  from: PersonRef | null;
  to: PersonRef[];
  lay_seconds: number | null;
  origin: string | null;
  hash: string | null;
};
export type Task = TaskSummary & {
  guide: string | null;
  known: FieldView[];
  form: FormState;
  choices: Choice[];
  comment_shown: { by: PersonRef; text: string; at: string; choice_label: string | null } | null;
  may: { claim: boolean; release: boolean; complete: boolean; reassign: boolean; comment: boolean };
  why_not: string | null;
  activity: TimelineItem[];
  progress: { step: string; title: string; state: string }[];
  handed_over_by: PersonRef | null;
  handed_over_at: string | null;
  run_state: string;
};

export type StartItem = { workflow: Named & { about: string | null }; start: string; title: string; kind: string };
export type StartForm = { title: string; fields: FieldView[]; guide: string | null; rev: number; saved_at: string | null };

export type Fault = {
  code: string;
  severity: string;
  path: string | null;
  line: number | null;
  column: number | null;
  end_line: number | null;
  end_column: number | null;
  message: string;
  remedy: string | null;
  way: string[] | null;
};
export type OutlineBlock = {
  kind: string;
  id: string;
  title: string;
  who: string | null;
  due: string | null;
  when: string | null;
  branches: { id: string; title: string | null; when: string | null; steps: OutlineBlock[]; goes_to: string | null }[];
  choices: { id: string; label: string; goes_to: string | null }[];
  goes_to: string | null;
  line: number | null;
};
export type Outline = {
  start: OutlineBlock[];
  steps: OutlineBlock[];
  paths: { id: string; steps: OutlineBlock[] }[];
  outcomes: Named[];
};
export type WorkflowSummary = Named & {
  about: string | null;
  owner: { handle: string; title: string } | null;
  key: string | null;
  live_version: number | null;
  draft: boolean;
  open_runs: number;
  may_start: boolean;
};
export type VersionItem = { version: number; by: PersonRef; at: string; note: string | null; live: boolean; sha256: string };
export type Workflow = WorkflowSummary & {
  source: string | null;
  outline: Outline | null;
  versions: VersionItem[];
  draft_info?: { rev: number; by: PersonRef; at: string } | null;
  not_yet: Fault[];
  rev: number;
};
export type Checked = { faults: Fault[]; publishable: Fault[]; outline: Outline | null; id: string | null; title: string | null };

export type WaitsFor = {
  step: string;
  title: string;
  who: PersonRef | null;
  group: string | null;
  since: string;
  due: string | null;
  overdue: boolean;
};
export type RunSummary = {
  id: string;
  workflow: Named;
  version: number;
  label: string;
  state: string;
  outcome: Named | null;
  started: string;
  starter: PersonRef | null;
  ended: string | null;
  due: string | null;
  overdue: boolean;
  waits_for: WaitsFor[];
  exceptions: number;
  rev: number;
};
export type RunStep = {
  id: string;
  node: string;
  title: string;
  state: string;
  passes: number;
  by: PersonRef | null;
  at: string | null;
  opened: string | null;
  due: string | null;
  overdue: boolean;
  choice_label: string | null;
};
export type ExceptionItem = {
  id: string;
  run: string;
  run_label: string;
  step: string | null;
  title: string | null;
  code: string;
  sentence: string;
  remedy: string | null;
  since: string;
  state: string;
  actions: string[];
  missing: FieldView[];
};
export type FileItem = { id: string; name: string; size: number; type: string };
export type Run = RunSummary & {
  outline: Outline;
  steps: RunStep[];
  taken: { from: string; to: string }[];
  values: FieldView[];
  timeline: TimelineItem[];
  problems: ExceptionItem[];
  files: FileItem[];
  may: { cancel: boolean; comment: boolean; retry: boolean };
  target: string | null;
};
