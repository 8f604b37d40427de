/** The sign of each kind of step. */
import {
  CheckCheck, ClipboardList, Flag, GitFork, Hourglass, Layers, ListChecks, Mail, PencilLine, Play, Repeat, Scale, Shuffle, Split, Timer, Workflow, Zap, type LucideIcon,
} from 'lucide-react';

const SIGNS: Record<string, LucideIcon> = {
  start: Play, end: Flag, task: ClipboardList, approve: CheckCheck, decide: Scale, set: PencilLine, send: Mail, choose: Split,
  parallel: GitFork, each: ListChecks, repeat: Repeat, wait: Hourglass, stage: Layers, race: Timer, 'any-order': Shuffle, run: Workflow, call: Zap, work: Zap,
};

export function signOf(kind: string): LucideIcon {
  return SIGNS[kind] ?? GitFork;
}
