import type { ReactNode } from 'react';
import { useTitle } from '@/ui/Page';
import classes from './Gate.module.css';

/** The frame of the pages before somebody is signed in. */
export function Gate({ title, lead, children, wide = false }: { title: string; lead?: ReactNode; children?: ReactNode; wide?: boolean }) {
  useTitle(title);
  return (
    <main className={classes.gate}>
      <div className={classes.sheet} data-wide={wide || undefined}>
        <div className={classes.brand}>
          <img src="/favicon.svg" alt="" width={34} height={34} />
          <span>Baton</span>
        </div>
        <h1 className={classes.title}>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}
