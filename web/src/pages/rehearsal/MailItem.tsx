import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Mail } from '@/api/types';
import { Moment } from '@/ui/Moment';
import classes from './Rehearsal.module.css';

export function MailItem({ mail }: { mail: Mail }) {
  const { t } = useTranslation();
  return (
    <details className={classes.mail}>
      <summary>
        <span className={classes.subject}>{mail.subject}</span>
        <span className={classes.sub}>{t('rehearsal.mailTo', { to: mail.to })} · <Moment at={mail.at} /></span>
      </summary>
      <p className={classes.body}>{mail.body}</p>
      {mail.files.length > 0 && <p className={classes.sub}>{t('rehearsal.mailFiles', { files: mail.files.join(', ') })}</p>}
      {mail.run && <p className={classes.sub}><Link to="/runs/$id" params={{ id: mail.run }}>{mail.run}</Link></p>}
    </details>
  );
}
