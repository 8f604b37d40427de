import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, FilePen, PlusCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay, useSeesAll } from '@/api/session';
import type { Workflow } from '@/api/types';
import { useVersion, useWorkflow } from '@/api/workflows';
import { Diagram } from '@/diagram/Diagram';
import { CountTabs } from '@/ui/CountTabs';
import { Loaded } from '@/ui/Loaded';
import { Markdown } from '@/ui/Markdown';
import { Notice } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { Tag } from '@/ui/State';
import back from '../task/TaskPage.module.css';
import { HowItStarts } from './HowItStarts';
import { NotYet } from './NotYet';
import { PublicForms } from './PublicForms';
import { Source } from './Source';
import { Throw } from './Throw';
import { Versions } from './Versions';
import classes from './WorkflowPage.module.css';

export function WorkflowPage() {
  const { id } = useParams({ from: '/shell/workflows/$id' });
  const query = useWorkflow(id);
  return query.data ? <Body workflow={query.data} /> : <div className={back.page}><Loaded query={query}>{() => null}</Loaded></div>;
}

/** What a workflow is for, how it goes, what it says, and how it came to be. An older version is one link away. */
function Body({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation();
  const { tab = 'diagram', version } = useSearch({ from: '/shell/workflows/$id' });
  const navigate = useNavigate({ from: '/workflows/$id' });
  const mayDesign = useMay('draft.change');
  const old = useVersion(workflow.id, version);
  const outline = version ? old.data?.outline : workflow.outline;
  const source = version ? old.data?.source : workflow.source;
  const live = workflow.live_version;
  const actions = (
    <>
      {mayDesign && (
        <Button component={Link} to={`/workflows/${workflow.id}/edit`} variant="default" leftSection={<FilePen size={16} />}>
          {t(workflow.draft ? 'workflow.editDraft' : 'workflow.edit')}
        </Button>
      )}
      <Throw noun="workflows" id={workflow.id} title={workflow.title} draftRev={workflow.draft_saved?.rev ?? null} isLive={live !== null && live !== undefined} />
      {workflow.may_start && <Button component={Link} to={`/start/${workflow.id}`} leftSection={<PlusCircle size={16} />}>{t('workflow.start')}</Button>}
    </>
  );
  return (
    <Page
      title={workflow.title}
      above={<Link to="/workflows" className={back.back}><ArrowLeft size={16} aria-hidden /> {t('nav.workflows')}</Link>}
      lead={<Facts workflow={workflow} />}
      actions={actions}
    >
      <NotYet workflow={workflow} />
      {version !== undefined && version !== live && (
        <Notice tone="accent" title={t('workflow.oldVersion', { version })}>
          <Link to="/workflows/$id" params={{ id: workflow.id }} search={{ tab }}>{t('workflow.backToLive')}</Link>
        </Notice>
      )}
      {workflow.about && <div className={classes.about}><Markdown text={workflow.about} /></div>}
      <HowItStarts workflow={workflow} />
      <PublicForms forms={workflow.public_forms} />
      <CountTabs
        label={t('workflow.views')} value={tab}
        onChange={(next) => void navigate({ search: (before) => ({ ...before, tab: next === 'diagram' ? undefined : next }), replace: true })}
        tabs={[
          { value: 'diagram', label: t('workflow.diagram') },
          { value: 'source', label: t('workflow.source') },
          { value: 'versions', label: t('workflow.versions'), count: workflow.versions.length },
        ]}
      >
        <div className={classes.panel}>
          {tab === 'diagram' && (outline ? <Diagram outline={outline} label={t('workflow.diagramOf', { title: workflow.title })} /> : <p>{t('workflow.noDiagram')}</p>)}
          {tab === 'source' && <Source text={source ?? ''} label={t('workflow.sourceOf', { title: workflow.title })} />}
          {tab === 'versions' && <Versions noun="workflows" id={workflow.id} versions={workflow.versions} draft={workflow.draft} />}
        </div>
      </CountTabs>
    </Page>
  );
}

function Facts({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation();
  const live = workflow.live_version;
  const seesAll = useSeesAll(workflow.owner?.handle);
  return (
    <ul className={classes.facts} aria-label={t('workflow.facts')}>
      <li>{live !== null && live !== undefined ? <Tag tone="good">{t('workflows.live', { version: live })}</Tag> : <Tag tone="warn">{t('workflows.notLive')}</Tag>}</li>
      {workflow.owner && <li>{t('workflows.owner', { owner: workflow.owner.title || workflow.owner.handle })}</li>}
      {workflow.key && <li>{t('workflow.key', { key: workflow.key })}</li>}
      <li><Link to="/runs" search={{ workflow: workflow.id, state: 'running' }}>{t(seesAll ? 'workflows.open' : 'workflows.openSeen', { count: workflow.open_runs })}</Link></li>
    </ul>
  );
}
