import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Failure } from '@/ui/Failure';
import classes from './NotFound.module.css';

/** The last net: a fault in a page leaves the frame standing and says what can be done. */
export function Crash({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{t('crash.title')}</h1>
      <Failure error={error} retry={reset} title={t('crash.text')} />
      <Button variant="default" onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
    </div>
  );
}
