import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, FilePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDecision } from '@/api/decisions';
import { useMay } from '@/api/session';
import type { Decision } from '@/api/types';
import { Loaded } from '@/ui/Loaded';
import { Markdown } from '@/ui/Markdown';
import { Page } from '@/ui/Page';
import { Tag } from '@/ui/State';
import back from '../task/TaskPage.module.css';
import { Source } from '../workflow/Source';
import { Throw } from '../workflow/Throw';
import { Versions } from '../workflow/Versions';
import page from '../workflow/WorkflowPage.module.css';
import { LeftBehind } from './LeftBehind';
import { TryDecision } from './TryDecision';

export function DecisionPage() {
  const { id } = useParams({ from: '/shell/decisions/$id' });
  const query = useDecision(id);
  return query.data ? <Body decision={query.data} /> : <div className={back.page}><Loaded query={query}>{() => null}</Loaded></div>;
}

/** What a shared decision is for, what it decides on made-up inputs, what it says, and how it came to be. */
function Body({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  const live = decision.live_version;
  const edit = mayDesign && (
    <Button component={Link} to={`/decisions/${decision.id}/edit`} variant="default" leftSection={<FilePen size={16} />}>{t(decision.draft ? 'workflow.editDraft' : 'workflow.edit')}</Button>
  );
  const actions = (
    <>
      {edit}
      <Throw noun="decisions" id={decision.id} title={decision.title} draftRev={decision.draft_saved?.rev ?? null} isLive={live !== null && live !== undefined} />
    </>
  );
  return (
    <Page
      title={decision.title} actions={actions}
      above={<Link to="/decisions" className={back.back}><ArrowLeft size={16} aria-hidden /> {t('nav.decisions')}</Link>}
      lead={(
        <ul className={page.facts} aria-label={t('decisions.facts')}>
          <li>{live !== null && live !== undefined ? <Tag tone="good">{t('workflows.live', { version: live })}</Tag> : <Tag tone="warn">{t('workflows.notLive')}</Tag>}</li>
          {decision.owner && <li>{t('workflows.owner', { owner: decision.owner.title || decision.owner.handle })}</li>}
          {decision.used_by.length > 0 && <li>{t('decisions.usedBy', { names: decision.used_by.join(', ') })}</li>}
          {decision.uses.length > 0 && <li>{t('decisions.uses', { names: decision.uses.join(', ') })}</li>}
        </ul>
      )}
    >
      <LeftBehind decision={decision} />
      {decision.about && <div className={page.about}><Markdown text={decision.about} /></div>}
      <TryDecision decision={decision} />
      <section aria-labelledby="decision-source">
        <h2 id="decision-source">{t('workflow.source')}</h2>
        <div className={page.panel}><Source text={decision.source} label={t('workflow.sourceOf', { title: decision.title })} /></div>
      </section>
      {decision.versions.length > 0 && (
        <section aria-labelledby="decision-versions">
          <h2 id="decision-versions">{t('workflow.versions')}</h2>
          <Versions noun="decisions" id={decision.id} versions={decision.versions} draft={decision.draft} />
        </section>
      )}
    </Page>
  );
}
