import { CircleAlert, Info, TriangleAlert, CircleCheck, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import type { Tone } from './State';

const ICONS: Record<Tone, LucideIcon> = { bad: TriangleAlert, warn: CircleAlert, good: CircleCheck, accent: Info, quiet: Info };

type NoticeProps = { tone: Tone; title?: ReactNode; children?: ReactNode; actions?: ReactNode; role?: 'alert' | 'status' | undefined };

/** A banner inside a page: what is the matter, and what can be done about it. */
export function Notice({ tone, title, children, actions, role }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={classes.root} data-tone={tone} role={role}>
      <Icon className={classes.icon} size={19} aria-hidden />
      <div className={classes.body}>
        {title && <p className={classes.title}>{title}</p>}
        {children && <div className={classes.text}>{children}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  );
}
