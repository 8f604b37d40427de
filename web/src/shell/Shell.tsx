import { useDisclosure } from '@mantine/hooks';
import { Navigate, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionQuery } from '@/api/session';
import { LiveProvider } from '@/live/LiveProvider';
import { Announcer } from '@/ui/announce';
import { Failure } from '@/ui/Failure';
import { BottomBar } from './BottomBar';
import { Nav } from './Nav';
import { OfflineBanner } from './OfflineBanner';
import { RehearsalBanner } from './RehearsalBanner';
import classes from './Shell.module.css';
import { TopBar } from './TopBar';
import { useGlobalKeys } from './useGlobalKeys';

const MenuDrawer = lazy(() => import('./MenuDrawer').then((module) => ({ default: module.MenuDrawer })));
const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));
const ShortcutList = lazy(() => import('./ShortcutList').then((module) => ({ default: module.ShortcutList })));

/** The frame around every page of a signed-in person. Who is not signed in is led to the sign-in page and back. */
export function Shell() {
  const session = useSessionQuery();
  if (session.data === undefined) {
    return session.error ? <div className={classes.alone}><Failure error={session.error} retry={() => void session.refetch()} /></div> : null;
  }
  if (session.data === null) return <ToSignIn />;
  return <LiveProvider><Frame /></LiveProvider>;
}

/** Remembers where somebody wanted to go. The address is read once: it becomes the sign-in page's while that is loading. */
function ToSignIn() {
  const router = useRouter();
  const [here] = useState(() => router.state.location.href);
  return <Navigate to="/sign-in" search={here === '/inbox' || here === '/' ? {} : { next: here }} replace />;
}

function Frame() {
  const { t } = useTranslation();
  const [palette, paletteLayer] = useDisclosure(false);
  const [help, helpLayer] = useDisclosure(false);
  const [menu, menuLayer] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  useGlobalKeys({ openPalette: paletteLayer.open, openHelp: helpLayer.open });
  useFocusOnNavigation(main);

  return (
    <div className={classes.root}>
      <a className={classes.skip} href="#main">{t('shell.skip')}</a>
      <TopBar onMenu={menuLayer.open} onPalette={paletteLayer.open} onHelp={helpLayer.open} />
      <div className={classes.side}><div className={classes.sideInner}><Nav /></div></div>
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <OfflineBanner />
        <RehearsalBanner />
        <Suspense><Outlet /></Suspense>
      </main>
      <BottomBar onMore={menuLayer.open} />
      <Suspense>
        {menu && <MenuDrawer onClose={menuLayer.close} />}
        {palette && <Palette onClose={paletteLayer.close} />}
        {help && <ShortcutList onClose={helpLayer.close} />}
      </Suspense>
      <Announcer />
    </div>
  );
}

/** A new page starts at its top for the eye and for the screen reader; a change of the search part leaves the focus alone. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [main, path]);
}
