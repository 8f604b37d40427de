import { Link } from '@tanstack/react-router';
import { MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './BottomBar.module.css';
import { PLACES } from './places';

/** The phone's navigation: three places under the thumb, the rest behind More. */
export function BottomBar({ onMore }: { onMore: () => void }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('shell.quickNav')} className={classes.bar}>
      {PLACES.slice(0, 3).map(({ name, icon: Icon, link }) => (
        <Link key={name} {...link} className={classes.item} activeProps={{ 'aria-current': 'page' }} activeOptions={{ includeSearch: false }}>
          <Icon size={21} strokeWidth={1.9} aria-hidden />
          {t(`nav.${name}`)}
        </Link>
      ))}
      <button type="button" className={classes.item} onClick={onMore} aria-haspopup="dialog">
        <MoreHorizontal size={21} strokeWidth={1.9} aria-hidden />
        {t('nav.more')}
      </button>
    </nav>
  );
}
