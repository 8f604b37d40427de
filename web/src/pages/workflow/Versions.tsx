import { Button, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VersionItem, Workflow } from '@/api/types';
import { useDiff } from '@/api/workflows';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Moment } from '@/ui/Moment';
import { Tag } from '@/ui/State';
import classes from './WorkflowPage.module.css';

export function Versions({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation();
  const [compared, setCompared] = useState<VersionItem | null>(null);
  const versions = [...workflow.versions].sort((a, b) => b.version - a.version);
  if (versions.length === 0) return <Empty compact icon={History} title={t('workflow.noVersions')} text={t('workflow.noVersionsText')} />;
  return (
    <>
      <ol className={classes.versions} reversed>
        {versions.map((item) => (
          <li key={item.version} className={classes.version}>
            <span className={classes.versionName}>v{item.version}</span>
            <div>
              <p className={classes.note}>{item.note || t('workflow.noNote')}</p>
              <p className={classes.by}>{item.by && `${item.by.name} · `}<Moment at={item.at} /></p>
              <p className={`${classes.by} ${classes.hash}`}>SHA-256 {item.sha256}</p>
            </div>
            <div className={classes.versionTools}>
              {item.live && <Tag tone="good">{t('workflow.isLive')}</Tag>}
              {item.version > 1 && <Button size="compact-sm" variant="default" onClick={() => setCompared(item)}>{t('workflow.changes')}</Button>}
              <Button size="compact-sm" variant="default" component={Link} to={`/workflows/${workflow.id}?version=${item.version}`}>{t('workflow.show')}</Button>
            </div>
          </li>
        ))}
      </ol>
      {compared && <DiffModal workflow={workflow.id} from={`v${compared.version - 1}`} to={`v${compared.version}`} onClose={() => setCompared(null)} />}
    </>
  );
}

export function DiffModal({ workflow, from, to, onClose }: { workflow: string; from: string; to: string; onClose: () => void }) {
  const { t } = useTranslation();
  const diff = useDiff(workflow, from, to, true);
  return (
    <Modal opened onClose={onClose} size="xl" title={t('workflow.diff', { from, to })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Loaded query={diff} lines={4}>
        {({ sentences, unified }) => (
          <>
            {sentences.length > 0 && <ul className={classes.sentences}>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
            <pre className={classes.diff} tabIndex={0} role="region" aria-label={t('workflow.diffText')}>
              {unified.split('\n').map((line, index) => <span key={index} data-mark={line[0]}>{line || ' '}</span>)}
            </pre>
          </>
        )}
      </Loaded>
    </Modal>
  );
}
