import { Link } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { now } from '@/ui/clock';
import { dateTime } from '@/ui/time';
import classes from './RehearsalBanner.module.css';

/** Says on every page that this workspace is a rehearsal, and which time it is there. */
export function RehearsalBanner() {
  const { t } = useTranslation();
  const workspace = useSession()?.workspace;
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), 20_000);
    return () => window.clearInterval(timer);
  }, []);
  if (!workspace || workspace.kind === 'real') return null;
  const time = dateTime(now());
  return (
    <aside className={classes.banner} aria-label={t('rehearsal.banner')}>
      <FlaskConical size={16} aria-hidden />
      <span>
        <strong>{t(workspace.kind === 'example' ? 'rehearsal.example' : 'rehearsal.banner')}</strong>{' '}
        <span className={classes.more}>{t('rehearsal.note')}</span>
      </span>
      <Link to="/rehearsal" className={classes.time} aria-label={t('rehearsal.now', { time })}>
        <span className={classes.wide}>{t('rehearsal.now', { time })}</span>
        <span className={classes.narrow}>{time}</span>
      </Link>
    </aside>
  );
}
