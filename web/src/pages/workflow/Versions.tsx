import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { GitCompareArrows, History } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { VersionItem } from '@/api/types';
import type { Noun } from '@/api/workflows';
import { Empty } from '@/ui/Empty';
import { Moment } from '@/ui/Moment';
import { Tag } from '@/ui/State';
import classes from './WorkflowPage.module.css';

const RestoreModal = lazy(() => import('./RestoreModal').then((module) => ({ default: module.RestoreModal })));

type VersionsProps = { noun: Noun; id: string; versions: VersionItem[]; draft: boolean };

/** The published versions, latest first: what each changed, and that an earlier one can become the draft again. */
export function Versions({ noun, id, versions, draft }: VersionsProps) {
  const { t } = useTranslation();
  const [mayRead, mayChange] = [useMay('draft.read'), useMay('draft.change')];
  const [restoring, restore] = useState<number | null>(null);
  const sorted = [...versions].sort((a, b) => b.version - a.version);
  if (sorted.length === 0) return <Empty compact icon={History} title={t('workflow.noVersions')} text={t('workflow.noVersionsText')} />;
  const compare = (from: string, to: string) => ({ to: `/${noun}/$id/compare` as const, params: { id }, search: { from, to } });
  const live = sorted.find((item) => item.live) ?? sorted[0];
  return (
    <>
      {draft && mayRead && live && (
        <p className={classes.withDraft}>
          <Link {...compare(`v${live.version}`, 'draft')}><GitCompareArrows size={16} aria-hidden /> {t('compare.withDraft', { version: live.version })}</Link>
        </p>
      )}
      <ol className={classes.versions} reversed>
        {sorted.map((item) => (
          <li key={item.version} className={classes.version}>
            <span className={classes.versionName}>v{item.version}</span>
            <div>
              <p className={classes.note}>{item.note || t('workflow.noNote')}</p>
              <p className={classes.by}>{item.by && `${item.by.name} · `}<Moment at={item.at} /></p>
              <p className={`${classes.by} ${classes.hash}`}>SHA-256 {item.sha256}</p>
            </div>
            <div className={classes.versionTools}>
              {item.live && <Tag tone="good">{t('workflow.isLive')}</Tag>}
              {item.version > 1 && (
                <Button size="compact-sm" variant="default" renderRoot={(props) => <Link {...compare(`v${item.version - 1}`, `v${item.version}`)} {...props} />} aria-label={t('workflow.changesOf', { version: item.version })}>
                  {t('workflow.changes')}
                </Button>
              )}
              {noun === 'workflows' && <Button size="compact-sm" variant="default" component={Link} to={`/workflows/${id}?version=${item.version}`}>{t('workflow.show')}</Button>}
              {mayChange && !item.live && (
                <Button size="compact-sm" variant="default" onClick={() => restore(item.version)} aria-label={t('workflow.restoreOf', { version: item.version })}>{t('workflow.restore')}</Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {restoring !== null && <Suspense><RestoreModal noun={noun} id={id} version={restoring} onClose={() => restore(null)} /></Suspense>}
    </>
  );
}
