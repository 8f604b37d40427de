/** The server's shapes under the names the pages use. All of them are made from its OpenAPI description (`npm run gen`). */
import type { components } from './schema';

type Schemas = components['schemas'];

export type PersonRef = Schemas['PersonRef'];
export type Named = Schemas['Named'];
export type Page<T> = { items: T[]; next: string | null };

export type Session = Schemas['Session'];
export type SignInPage = Schemas['SignIn'];
export type SessionItem = Schemas['SessionRow'];

export type TaskView = Schemas['TasksView'];
export type Completed = Schemas['Completed'];
export type TaskSummary = Schemas['TaskSummary'];
export type TaskCounts = Schemas['TaskCounts'];
export type Task = Schemas['Task'];
export type Choice = Schemas['TaskChoice'];
export type FieldView = Schemas['FieldView'];
export type Votes = Schemas['Votes'];
export type FormState = Schemas['FormState'];
export type Actor = Schemas['ActorRef'];
export type TimelineItem = Schemas['TimelineItem'];

export type StartItem = Schemas['StartItem'];
export type StartForm = Schemas['StartForm'];
export type PublicForm = Schemas['PublicForm'];
export type PublicFormLink = Schemas['PublicFormLink'];

export type Fault = Schemas['FaultView'];
export type TraceStep = Omit<Schemas['TraceView'], 'name'> & { name?: string | null };
export type RunParts = Schemas['RunParts'];
export type RunPart = Schemas['RunPart'];
export type RunOfPart = Schemas['RunOfPart'];
export type Waited = Schemas['Waited'];
export type Landscape = Schemas['Landscape'];
export type LandscapeNode = Schemas['LandscapeNode'];
export type LandscapeLink = Schemas['LandscapeLink'];
export type Outline = Schemas['Outline'];
export type OutlinePart = Schemas['OutlinePart'];
export type OutlineBlock = Schemas['Block'];
export type WorkflowSummary = Schemas['WorkflowSummary'];
export type Workflow = Schemas['Workflow'];
export type VersionItem = Schemas['VersionView'];
export type Version = Schemas['VersionSource'];
export type Draft = Schemas['DefinitionDraft'];
export type OtherWays = Omit<Schemas['OtherWays'], 'runs'> & { runs: (Omit<Schemas['OtherWay'], 'verdict'> & { verdict: 'other' | 'unsaid' })[] };
export type BinnedDesign = Omit<Schemas['BinnedDesign'], 'kind'> & { kind: 'draft' | 'workflow' | 'decision' };
export type BinnedText = Schemas['BinnedText'];
export type Diff = Schemas['Diff'];
export type Checked = Schemas['Checked'];
export type ExpressionSpot = Schemas['ExpressionSpot'];
export type TableSpot = Schemas['TableSpot'];
export type UsedName = Schemas['UsedName'];
export type Decision = Schemas['Decision'];
export type DecisionSummary = Schemas['DecisionSummary'];
export type DecisionTried = Schemas['DecisionTried'];
export type Within = Partial<Schemas['Within']>;
export type CheckedExpression = Schemas['CheckedExpression'];
export type Proposals = Schemas['Proposals'];
export type ProposalItem = Schemas['ProposalView'];
export type Evaluated = Schemas['Evaluated'];
export type CheckedTable = Schemas['CheckedTable'];
export type DecidedTable = Schemas['DecidedTable'];

export type RunSummary = Schemas['RunSummary'];
export type RunStep = Schemas['RunStep'];
export type RunStarted = Schemas['RunStarted'];
export type Run = Schemas['Run'];
export type ItemForm = Schemas['ItemForm'];
export type ExceptionItem = Schemas['Exception'];
export type MovingRun = Omit<Schemas['MovingRun'], 'verdict'> & { verdict: 'stays' | 'can' | 'cannot' };
export type CancelPreview = Schemas['CancelPreview'];
export type MovePreview = Schemas['MovePreview'];
export type FileItem = Schemas['FileInfo'];
export type Resolution = { how: Schemas['How']; reason: string; values?: Record<string, unknown>; person?: string; to?: string };

export type PersonItem = Schemas['PersonView'];
export type GroupItem = Schemas['GroupView'];
export type NewPerson = Schemas['AddPerson'];
export type PersonChange = Schemas['ChangePerson'];
export type NotificationItem = Schemas['NotificationView'];
export type NotificationList = Schemas['NotificationList'];
export type Topic = Schemas['Topic'];
export type SecretItem = Schemas['SecretView'];
export type MadeSecret = Schemas['MadeSecret'];
export type TokenItem = Schemas['TokenView'];
export type MadeToken = Schemas['MadeToken'];
export type Scope = Schemas['ScopeName'];
export type Mail = Schemas['Mail'];
export type Retention = Schemas['Retention'];
export type KeptWorkflow = Schemas['KeptWorkflow'];
export type Hold = Schemas['HoldView'];
export type Erasure = Schemas['Erasure'];
