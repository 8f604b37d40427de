import { Tooltip } from '@mantine/core';
import { Radio, RefreshCw, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '@/live/LiveProvider';
import classes from './LiveBadge.module.css';

const ICONS = { live: Radio, reconnecting: RefreshCw, offline: WifiOff };

/** Whether what is on screen follows what happens. */
export function LiveBadge() {
  const { t } = useTranslation();
  const state = useLiveState();
  const Icon = ICONS[state];
  return (
    <Tooltip label={t(`live.${state}Help`)}>
      <span className={classes.badge} data-state={state} role="status">
        <Icon size={14} aria-hidden />
        <span className={classes.word}>{t(`live.${state}`)}</span>
      </span>
    </Tooltip>
  );
}
