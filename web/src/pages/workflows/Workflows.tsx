import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FilePlus2, Network, Recycle, Workflow as WorkflowIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay, useSeesAll } from '@/api/session';
import type { WorkflowSummary } from '@/api/types';
import { useWorkflows } from '@/api/workflowList';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { unwrapped } from '@/ui/sentence';
import { Tag } from '@/ui/State';
import classes from './Workflows.module.css';

export function Workflows() {
  const { t } = useTranslation();
  const query = useWorkflows();
  const [mayDesign, mayRead] = [useMay('draft.change'), useMay('draft.read')];
  const add = mayDesign && <Button component={Link} to="/workflows/new" leftSection={<FilePlus2 size={17} />}>{t('editor.newTitle')}</Button>;
  const actions = (
    <>
      <Button component={Link} to="/landscape" variant="default" leftSection={<Network size={17} aria-hidden />}>{t('landscape.title')}</Button>
      {mayRead && <Button component={Link} to="/bin" variant="default" leftSection={<Recycle size={17} aria-hidden />}>{t('bin.title')}</Button>}
      {add}
    </>
  );
  return (
    <Page title={t('nav.workflows')} lead={t('workflows.lead')} actions={actions}>
      <Loaded query={query} lines={4}>
        {(items) =>
          items.length === 0
            ? <Empty icon={WorkflowIcon} title={t('workflows.none')} text={t('workflows.noneText')} action={add} />
            : <ul className={classes.list}>{items.map((item) => <Card key={item.id} workflow={item} />)}</ul>
        }
      </Loaded>
    </Page>
  );
}

function Card({ workflow }: { workflow: WorkflowSummary }) {
  const { t } = useTranslation();
  const live = workflow.live_version;
  const seesAll = useSeesAll(workflow.owner?.handle);
  return (
    <li className={classes.card}>
      <div className={classes.top}>
        <h2 className={classes.name}><Link to="/workflows/$id" params={{ id: workflow.id }} className={classes.link}>{workflow.title}</Link></h2>
        <span className={classes.tags}>
          {live !== null && live !== undefined ? <Tag tone="good">{t('workflows.live', { version: live })}</Tag> : <Tag tone="warn">{t('workflows.notLive')}</Tag>}
          {workflow.draft && live !== null && live !== undefined && <Tag>{t('workflows.draft')}</Tag>}
        </span>
      </div>
      {workflow.about && <p className={classes.about}>{unwrapped(workflow.about)}</p>}
      <p className={classes.facts}>
        {workflow.owner && <span>{t('workflows.owner', { owner: workflow.owner.title || workflow.owner.handle })}</span>}
        <span>{t(seesAll ? 'workflows.open' : 'workflows.openSeen', { count: workflow.open_runs })}</span>
      </p>
    </li>
  );
}
