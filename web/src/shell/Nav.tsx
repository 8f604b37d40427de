import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { useTaskCounts } from '@/api/tasks';
import classes from './Nav.module.css';
import { placesOf } from './places';

export function Nav({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const counts = useTaskCounts();
  return (
    <nav aria-label={t('shell.nav')} className={classes.nav}>
      <ul className={classes.list}>
        {placesOf(session).map(({ name, icon: Icon, link }) => (
          <li key={name}>
            <Link {...link} className={classes.link} activeProps={{ 'aria-current': 'page' }} activeOptions={{ includeSearch: false }} onClick={onGo}>
              <Icon size={18} strokeWidth={1.9} aria-hidden />
              <span className={classes.label}>{t(`nav.${name}`)}</span>
              {name === 'inbox' && counts.data !== undefined && counts.data.mine > 0 && (
                <span className={classes.count} data-overdue={counts.data.overdue > 0 || undefined}>
                  {counts.data.mine}
                  <span className={classes.hidden}>{t('nav.inboxCount', { count: counts.data.mine })}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
