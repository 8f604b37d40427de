import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';

type PageProps = { title: string; children: ReactNode; lead?: ReactNode; actions?: ReactNode; width?: 'narrow' | 'normal' | 'wide'; above?: ReactNode };

/** A page: its heading, what it is for, what can be done, then its content. The heading names the browser's tab too. */
export function Page({ title, lead, actions, above, children, width = 'normal' }: PageProps) {
  useTitle(title);
  return (
    <div className={classes.page} data-width={width}>
      {above}
      <header className={classes.header}>
        <div className={classes.words}>
          <h1 className={classes.title}>{title}</h1>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t('app.tab', { title });
  }, [title, t]);
}

type SectionProps = { title: string; children: ReactNode; actions?: ReactNode; lead?: ReactNode; id?: string };

/** A part of a page with a heading of its own, on a white card. */
export function Section({ title, lead, actions, children, id }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title} id={id}>
      <div className={classes.sectionHead}>
        <div>
          <h2 className={classes.sectionTitle}>{title}</h2>
          {lead && <p className={classes.sectionLead}>{lead}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
