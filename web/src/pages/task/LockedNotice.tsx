import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Task } from '@/api/types';
import { Moment } from '@/ui/Moment';
import { Notice } from '@/ui/Notice';

/** Why a task can only be read: done, withdrawn, the run is over, or it belongs to somebody else. */
export function LockedNotice({ task }: { task: Task }) {
  const { t } = useTranslation();
  if (task.status === 'done') {
    return (
      <Notice tone="good" title={task.choice_label ? t('task.doneWith', { choice: task.choice_label }) : t('task.done')}>
        {task.done_by && t('task.doneBy', { name: task.done_by.name })} {task.done_at && <Moment at={task.done_at} />}{' · '}
        <Link to="/runs/$id" params={{ id: task.run }}>{t('task.seeRun')}</Link>
      </Notice>
    );
  }
  if (task.run_state === 'cancelled') return <Notice tone="quiet" title={t('task.runCancelled')}>{task.why_not}</Notice>;
  if (task.status === 'withdrawn') return <Notice tone="quiet" title={t('task.withdrawn')}>{task.why_not}</Notice>;
  if (task.may.complete || task.may.accept) return null;
  return <Notice tone="accent" title={t('task.readOnly')}>{task.why_not ?? (task.may.claim ? t('task.claimFirst') : null)}</Notice>;
}
