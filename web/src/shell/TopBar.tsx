import { ActionIcon, Indicator, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Bell, Keyboard, Menu as MenuIcon, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUnread } from '@/api/notifications';
import { useSession } from '@/api/session';
import { LiveBadge } from './LiveBadge';
import { ProfileMenu } from './ProfileMenu';
import classes from './TopBar.module.css';

type TopBarProps = { onMenu: () => void; onPalette: () => void; onHelp: () => void };

export function TopBar({ onMenu, onPalette, onHelp }: TopBarProps) {
  const { t } = useTranslation();
  const session = useSession();
  const unread = useUnread();
  const bell = unread > 0 ? t('shell.bellCount', { count: unread }) : t('shell.bell');
  return (
    <header className={classes.bar}>
      <ActionIcon className={classes.menu} variant="subtle" color="gray" size={44} onClick={onMenu} aria-label={t('shell.openMenu')}>
        <MenuIcon size={22} aria-hidden />
      </ActionIcon>
      <Link to="/inbox" className={classes.brand} aria-label={t('shell.home')}>
        <img src="/favicon.svg" alt="" width={26} height={26} />
        <span className={classes.name}>Baton</span>
        {session && session.workspace.name !== 'Baton' && <span className={classes.workspace}>{session.workspace.name}</span>}
      </Link>
      <button type="button" className={classes.search} onClick={onPalette} aria-label={t('shell.search')}>
        <Search size={17} aria-hidden />
        <span className={classes.searchText}>{t('shell.search')}</span>
        <kbd className={classes.kbd} aria-hidden>{/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      <div className={classes.tools}>
        <LiveBadge />
        <Tooltip label={t('shell.shortcuts')}>
          <ActionIcon className={classes.wideOnly} variant="subtle" color="gray" size={40} onClick={onHelp} aria-label={t('shell.shortcuts')}>
            <Keyboard size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={bell}>
          <Indicator disabled={unread === 0} color="red.8" size={9} offset={9} withBorder>
            <ActionIcon component={Link} to="/notifications" variant="subtle" color="gray" size={40} aria-label={bell}>
              <Bell size={19} aria-hidden />
            </ActionIcon>
          </Indicator>
        </Tooltip>
        <ProfileMenu />
      </div>
    </header>
  );
}
