import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './Empty.module.css';

type EmptyProps = { icon: LucideIcon; title: string; text?: ReactNode; action?: ReactNode; compact?: boolean };

/** What stands where nothing is: why, and what to do next. */
export function Empty({ icon: Icon, title, text, action, compact = false }: EmptyProps) {
  return (
    <div className={classes.root} data-compact={compact || undefined}>
      <span className={classes.mark} aria-hidden>
        <Icon size={compact ? 20 : 26} strokeWidth={1.6} />
      </span>
      <p className={classes.title}>{title}</p>
      {text && <p className={classes.text}>{text}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
