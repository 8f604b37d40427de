import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoveClock } from '@/api/rehearsal';
import { now, shownZone } from '@/ui/clock';
import { Failure } from '@/ui/Failure';
import { fromLocal } from '@/ui/localTime';
import { dateTime } from '@/ui/time';
import { say } from '@/ui/toast';
import classes from './Rehearsal.module.css';

const STEPS = ['1 hour', '4 hours', '1 day', '2 days', '1 week'] as const;

/** Time goes forward only; deadlines, reminders and escalations on the way fire. */
export function Clock({ mayMove }: { mayMove: boolean }) {
  const { t } = useTranslation();
  const move = useMoveClock();
  const [to, setTo] = useState('');
  const done = { onSuccess: () => say(t('rehearsal.moved')) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const moment = fromLocal(to);
    if (moment) move.mutate({ to: moment.toISOString() }, done);
  };
  return (
    <>
      <p className={classes.now}>{dateTime(now())} <span className={classes.zone}>{shownZone()}</span></p>
      {move.error && <Failure error={move.error} />}
      {mayMove ? (
        <>
          <div className={classes.steps} role="group" aria-label={t('rehearsal.forward')}>
            {STEPS.map((by) => (
              <Button key={by} variant="default" disabled={move.isPending} onClick={() => move.mutate({ by }, done)}>{t(`rehearsal.by.${by}`)}</Button>
            ))}
          </div>
          <form className={classes.to} onSubmit={submit}>
            <TextInput type="datetime-local" label={t('rehearsal.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
            <Button type="submit" size="md" variant="default" disabled={!to} loading={move.isPending}>{t('rehearsal.move')}</Button>
          </form>
        </>
      ) : (
        <p className={classes.only}>{t('rehearsal.onlyAdministrators')}</p>
      )}
    </>
  );
}
