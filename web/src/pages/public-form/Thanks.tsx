import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyKey } from '@/ui/CopyKey';
import { Gate } from '../sign-in/Gate';
import type { Sent } from './FormSheet';
import classes from './PublicForm.module.css';

/** That it arrived, and the number to ask about it by: nothing else of the run is for who has no account. */
export function Thanks({ sent, onAgain }: { sent: Sent; onAgain: () => void }) {
  const { t } = useTranslation();
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <Gate title={t('publicForm.thanks')} wide>
      <div className={classes.sheet}>
        <p className={classes.sent} ref={said} tabIndex={-1} role="status">{t('publicForm.sent')} <CopyKey value={sent.run} /></p>
        {sent.earlier && <p className={classes.keep}>{t('publicForm.earlier')}</p>}
        <p className={classes.keep}>{t('publicForm.keep')}</p>
        <Button variant="default" size="md" onClick={onAgain}>{t('publicForm.another')}</Button>
      </div>
    </Gate>
  );
}
