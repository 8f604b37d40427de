import { CopyButton, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { announce } from './announce';
import classes from './CopyKey.module.css';

/** A key that people pass on: one click copies it. */
export function CopyKey({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? 'app.copied' : 'app.copy')}>
          <button type="button" className={classes.key} aria-label={t('app.copyOf', { value })} onClick={() => { copy(); announce(t('app.copied')); }}>
            {value} {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          </button>
        </Tooltip>
      )}
    </CopyButton>
  );
}
