import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Archive, Ban, Download, MessageSquarePlus, Plus, Waypoints } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetHold } from '@/api/retention';
import { useRunAction } from '@/api/runs';
import { useMay } from '@/api/session';
import type { ItemForm, Run } from '@/api/types';
import { CopyKey } from '@/ui/CopyKey';
import { Due, Moment } from '@/ui/Moment';
import { useTitle } from '@/ui/Page';
import { Person } from '@/ui/Person';
import { Priority } from '@/ui/Priority';
import { StateBadge } from '@/ui/State';
import { TextModal } from '@/ui/TextModal';
import { span } from '@/ui/time';
import { say } from '@/ui/toast';
import { runState } from '../runs/runState';
import classes from './RunHeader.module.css';

const CancelModal = lazy(() => import('./CancelModal'));
const MoveModal = lazy(() => import('./MoveModal').then((module) => ({ default: module.MoveModal })));
const AddItem = lazy(() => import('./AddItem'));

/** A clock that stood for less is not worth a word. */
const MINUTE = 60;

export function RunHeader({ run }: { run: Run }) {
  const { t } = useTranslation();
  const action = useRunAction(run.id);
  const [cancelling, cancel] = useDisclosure(false);
  const [writing, write] = useDisclosure(false);
  const [holding, hold] = useDisclosure(false);
  const [moving, move] = useDisclosure(false);
  const [adding, add] = useState<ItemForm | null>(null);
  const holds = useMay('hold.set');
  const set = useSetHold();
  useTitle(`${run.label} · ${run.id}`);
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.words}>
          <h1 className={classes.title}>{run.label}</h1>
          <ul className={classes.facts} aria-label={t('run.facts')}>
            <li><StateBadge state={runState(run)} label={run.outcome?.title} /></li>
            {run.priority !== 'normal' && <li><Priority level={run.priority} /></li>}
            <li><CopyKey value={run.id} /></li>
            <li><Link to="/workflows/$id" params={{ id: run.workflow.id }}>{run.workflow.title}</Link> v{run.version}</li>
            {run.outside && <li className={classes.starter}>{t('run.startedOutside')} <Moment at={run.started} /></li>}
            {!run.outside && !run.starter && <li>{t('run.startedItself')} <Moment at={run.started} /></li>}
            {run.starter && <li className={classes.starter}>{t('run.startedBy')} <Person person={run.starter} size={20} /> <Moment at={run.started} /></li>}
            {run.clock_stands && <li>{run.stood_seconds >= MINUTE ? t('run.clockStandsFor', { span: span(run.stood_seconds * 1000) }) : t('run.clockStands')}</li>}
            {!run.clock_stands && run.stood_seconds >= MINUTE && <li>{t('run.stood', { span: span(run.stood_seconds * 1000) })}</li>}
            {run.ended ? <li>{t('run.ended')} <Moment at={run.ended} /></li> : run.due && <li><Due at={run.due} overdue={run.overdue} /></li>}
          </ul>
        </div>
        <div className={classes.actions}>
          {run.adds.map((form) => (
            <Button key={form.thread} variant="default" leftSection={<Plus size={16} />} onClick={() => add(form)}>
              {run.adds.length > 1 ? t('run.addItemTo', { step: form.title }) : t('run.addItem')}
            </Button>
          ))}
          {run.may.comment && <Button variant="default" leftSection={<MessageSquarePlus size={16} />} onClick={write.open}>{t('run.comment')}</Button>}
          <Button variant="default" component="a" href={`/api/v1/runs/${run.id}/evidence`} download leftSection={<Download size={16} />}>{t('run.evidence')}</Button>
          {holds && <Button variant="default" leftSection={<Archive size={16} />} onClick={hold.open}>{t('retention.hold')}</Button>}
          {run.may.move && <Button variant="default" leftSection={<Waypoints size={16} />} onClick={move.open}>{t('moves.another')}</Button>}
          {run.may.cancel && <Button variant="default" className={classes.danger} leftSection={<Ban size={16} />} onClick={cancel.open}>{t(run.ending ? 'run.force' : 'run.cancel')}</Button>}
        </div>
      </div>
      {adding && <Suspense><AddItem run={run.id} form={adding} onClose={() => add(null)} /></Suspense>}
      {writing && (
        <TextModal
          title={t('run.comment')} label={t('task.message')} submit={t('task.post')} onClose={write.close}
          send={(text) => action.mutateAsync({ kind: 'comments', text })}
        />
      )}
      {moving && <Suspense><MoveModal run={run.id} onClose={move.close} /></Suspense>}
      {holding && (
        <TextModal
          title={t('retention.holdRun', { run: run.id })} lead={t('retention.holdLead')} label={t('run.reason')} submit={t('retention.hold')} onClose={hold.close}
          send={async (reason) => { await set.mutateAsync({ run: run.id, reason }); say(t('retention.isHeld', { run: run.id })); }}
        />
      )}
      {cancelling && <Suspense><CancelModal run={run} onClose={cancel.close} /></Suspense>}
    </header>
  );
}
