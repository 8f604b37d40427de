import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '@/live/LiveProvider';
import classes from './OfflineBanner.module.css';

/** A short break mends itself and needs no words. */
const PATIENCE_MS = 8_000;

/** Says what a lost connection means: what is shown may be old, what is typed is kept. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const state = useLiveState();
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (state === 'live') return undefined;
    const timer = window.setTimeout(() => setLong(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [state]);
  const shown = state === 'offline' || (state === 'reconnecting' && long);
  return (
    <div role="status">
      {shown && (
        <p className={classes.banner}>
          <WifiOff size={16} aria-hidden />
          <span><strong>{t(`live.${state}`)}.</strong> {t(`live.${state}Help`)}</span>
        </p>
      )}
    </div>
  );
}
