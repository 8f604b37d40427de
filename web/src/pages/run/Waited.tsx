import { Clock, Hourglass, Network, Radio, Undo2, Workflow, Zap, type LucideIcon } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Waited as What } from '@/api/types';
import { Moment } from '@/ui/Moment';

const SIGNS: Record<string, LucideIcon> = { worker: Zap, working: Zap, system: Network, event: Radio, time: Clock, run: Workflow, asked: Workflow, undoing: Undo2 };

export function waitedSign(kind: string): LucideIcon {
  return SIGNS[kind] ?? Hourglass;
}

const KINDS = ['worker', 'working', 'system', 'event', 'condition', 'run', 'asked', 'undoing'] as const;

/** What a step waits for that no person has. */
export function Waited({ waited, condition }: { waited: What; condition: (source: string) => string }) {
  const { t } = useTranslation();
  const { kind, name, label, until } = waited;
  const known = KINDS.find((one) => one === kind);
  if (!known) return until ? <>{t('run.waits.until')} <Moment at={until} /></> : <>{t('run.waits.time')}</>;
  if (known === 'run' || known === 'undoing') {
    if (!name) return <>{t(known === 'run' ? 'run.waits.another' : 'run.waits.anotherUndoing')}</>;
    return <>{t(`run.waits.${known}`)} <Link to="/runs/$id" params={{ id: name }}>{label ?? name}</Link>{label && ` (${name})`}</>;
  }
  if (!name) return <>{t(known === 'working' ? 'run.waits.someWorker' : 'run.waits.someSystem')}</>;
  return <>{t(`run.waits.${known}`, { name: known === 'condition' ? condition(name) : (label ?? name) })}</>;
}

/** Which try it is, when it is tried again, and when it ends at the latest. */
export function Tries({ waited }: { waited: What }) {
  const { t } = useTranslation();
  const { attempt, attempts, again, kind, until } = waited;
  const tries = typeof attempt === 'number' && (attempt > 1 || again)
    ? typeof attempts === 'number' && attempts > 1 ? t('run.waits.attemptOf', { attempt, attempts }) : t('run.waits.attempt', { attempt })
    : null;
  return (
    <>
      {tries && <> · {tries}</>}
      {again && <> · {t('run.waits.again')} <Moment at={again} /></>}
      {until && kind !== 'time' && <> · {t('run.waits.atLatest')} <Moment at={until} /></>}
    </>
  );
}
