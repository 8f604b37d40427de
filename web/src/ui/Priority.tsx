import { ChevronDown, ChevronsDown, ChevronsUp, ChevronUp, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isPriority, type PriorityName } from './priorities';
import type { Tone } from './State';
import classes from './State.module.css';

/** What is normal has no mark: what differs from it is what one looks for. */
const MARKS: Record<Exclude<PriorityName, 'normal'>, { icon: LucideIcon; tone: Tone }> = {
  highest: { icon: ChevronsUp, tone: 'bad' },
  high: { icon: ChevronUp, tone: 'warn' },
  low: { icon: ChevronDown, tone: 'quiet' },
  lowest: { icon: ChevronsDown, tone: 'quiet' },
};

/** How urgent something is, as a mark and a word; nothing where it is as urgent as most. */
export function Priority({ level }: { level: string }) {
  const { t } = useTranslation();
  if (!isPriority(level) || level === 'normal') return null;
  const { icon: Icon, tone } = MARKS[level];
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      {t(`priority.${level}`)}
    </span>
  );
}
