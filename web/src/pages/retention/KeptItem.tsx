import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSetHold } from '@/api/retention';
import type { KeptWorkflow } from '@/api/types';
import { Moment } from '@/ui/Moment';
import { TextModal } from '@/ui/TextModal';
import { fileSize } from '@/ui/time';
import classes from './Retention.module.css';

/** How long a workflow keeps its runs, and what is over that time. */
export function KeptItem({ kept, mayHold }: { kept: KeptWorkflow; mayHold: boolean }) {
  const { t, i18n } = useTranslation();
  const [holding, hold] = useDisclosure(false);
  const set = useSetHold();
  const about = kept.estimated ? `${t('retention.about')} ` : '';
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <h3 className={classes.name}><Link to="/workflows/$id" params={{ id: kept.workflow }}>{kept.title}</Link></h3>
        <p className={classes.sub}>{t('retention.keeps', { keep: kept.keep })}{kept.next && <> · {t('retention.next')} <Moment at={kept.next} /></>}</p>
        <p className={classes.sub}>
          {t('retention.runs', { count: kept.runs })} · {t('retention.files', { count: kept.files })} · {about}{fileSize(kept.bytes, i18n.language)}
          {kept.held > 0 && <> · {t('retention.heldRuns', { count: kept.held })}</>}
        </p>
        {kept.first.length > 0 && (
          <ul className={classes.keys} aria-label={t('retention.first')}>
            {kept.first.map((run) => <li key={run}><Link to="/runs/$id" params={{ id: run }}>{run}</Link></li>)}
          </ul>
        )}
      </div>
      {mayHold && <Button variant="default" onClick={hold.open} aria-label={t('retention.holdWorkflow', { title: kept.title })}>{t('retention.hold')}</Button>}
      {holding && (
        <TextModal
          title={t('retention.holdWorkflow', { title: kept.title })} lead={t('retention.holdLead')} label={t('run.reason')} submit={t('retention.hold')}
          onClose={hold.close} send={(reason) => set.mutateAsync({ workflow: kept.workflow, reason })}
        />
      )}
    </li>
  );
}
