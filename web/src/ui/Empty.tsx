import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './Empty.module.css';

type EmptyProps = { icon: LucideIcon; title: string; text?: ReactNode; action?: ReactNode; compact?: boolean; heading?: boolean };

/** What stands where nothing is: why, and what to do next. */
export function Empty({ icon: Icon, title, text, action, compact = false, heading = false }: EmptyProps) {
  const Title = heading ? 'h1' : 'p';
  return (
    <div className={classes.root} data-compact={compact || undefined}>
      <span className={classes.mark} aria-hidden>
        <Icon size={compact ? 20 : 26} strokeWidth={1.6} />
      </span>
      <Title className={classes.title}>{title}</Title>
      {text && <p className={classes.text}>{text}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
