import {
  Ban, Check, CircleCheck, CircleDashed, CircleDot, CircleSlash, Clock, TriangleAlert, Hand, Undo2, UsersRound, type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './State.module.css';

export type Tone = 'good' | 'accent' | 'warn' | 'bad' | 'quiet';
export const STATES = {
  none: { icon: CircleDashed, tone: 'quiet' },
  open: { icon: CircleDot, tone: 'accent' },
  done: { icon: Check, tone: 'good' },
  skipped: { icon: CircleSlash, tone: 'quiet' },
  undoing: { icon: Undo2, tone: 'warn' },
  undone: { icon: Undo2, tone: 'warn' },
  withdrawn: { icon: Undo2, tone: 'quiet' },
  exception: { icon: TriangleAlert, tone: 'bad' },
  overdue: { icon: Clock, tone: 'bad' },
  running: { icon: CircleDot, tone: 'accent' },
  finished: { icon: CircleCheck, tone: 'quiet' },
  cancelled: { icon: Ban, tone: 'quiet' },
  offered: { icon: UsersRound, tone: 'warn' },
  assigned: { icon: CircleDot, tone: 'accent' },
  claimed: { icon: Hand, tone: 'accent' },
} as const satisfies Record<string, { icon: LucideIcon; tone: Tone }>;
export type StateName = keyof typeof STATES;

export function stateName(state: string): StateName {
  return state in STATES ? (state as StateName) : 'none';
}

/** A state is always an icon and a word; the colour only repeats them. */
export function StateBadge({ state, label }: { state: string; label?: string | undefined }) {
  const { t } = useTranslation();
  const name = stateName(state);
  const { icon: Icon, tone } = STATES[name];
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      {label ?? t(`state.${name}`)}
    </span>
  );
}

/** A short fact in a quiet frame: a version, a role, a count. */
export function Tag({ children, tone = 'quiet' }: { children: React.ReactNode; tone?: Tone }) {
  return <span className={classes.badge} data-tone={tone}>{children}</span>;
}
