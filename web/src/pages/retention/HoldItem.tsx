import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLiftHold } from '@/api/retention';
import type { Hold } from '@/api/types';
import { Moment } from '@/ui/Moment';
import { Person } from '@/ui/Person';
import { TextModal } from '@/ui/TextModal';
import classes from './Retention.module.css';

/** What is held, by whom and why. */
export function HoldItem({ hold, mayLift }: { hold: Hold; mayLift: boolean }) {
  const { t } = useTranslation();
  const [lifting, lift] = useDisclosure(false);
  const send = useLiftHold(hold.id);
  const what = hold.run ?? hold.title;
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <h3 className={classes.name}>
          {hold.run
            ? <Link to="/runs/$id" params={{ id: hold.run }}>{hold.run}</Link>
            : <Link to="/workflows/$id" params={{ id: hold.workflow }}>{t('retention.allOf', { title: hold.title })}</Link>}
        </h3>
        <p className={classes.reason}>{hold.reason}</p>
        <p className={classes.sub}>{hold.by && <Person person={hold.by} size={20} />} <Moment at={hold.since} /></p>
      </div>
      {mayLift && <Button variant="default" onClick={lift.open} aria-label={t('retention.liftOf', { what })}>{t('retention.lift')}</Button>}
      {lifting && (
        <TextModal
          title={t('retention.liftOf', { what })} lead={t('retention.liftLead')} label={t('run.reason')} submit={t('retention.lift')} danger
          onClose={lift.close} send={(reason) => send.mutateAsync(reason)}
        />
      )}
    </li>
  );
}
