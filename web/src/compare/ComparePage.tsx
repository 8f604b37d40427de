import { Select } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDecision } from '@/api/decisions';
import { useMay } from '@/api/session';
import type { VersionItem } from '@/api/types';
import { useDiff, useText, useWorkflow, type Noun } from '@/api/workflows';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import { Page, Section } from '@/ui/Page';
import back from '../pages/task/TaskPage.module.css';
import classes from './ComparePage.module.css';
import { SideBySide } from './SideBySide';

export function CompareWorkflow() {
  const { id } = useParams({ from: '/shell/workflows/$id/compare' });
  const { data } = useWorkflow(id);
  return data ? <Compare noun="workflows" id={id} title={data.title} versions={data.versions} draft={data.draft} /> : <div className={back.page}><Lines count={8} /></div>;
}

export function CompareDecision() {
  const { id } = useParams({ from: '/shell/decisions/$id/compare' });
  const { data } = useDecision(id);
  return data ? <Compare noun="decisions" id={id} title={data.title} versions={data.versions} draft={data.draft} /> : <div className={back.page}><Lines count={8} /></div>;
}

type CompareProps = { noun: Noun; id: string; title: string; versions: VersionItem[]; draft: boolean };

/** What there is to compare: two versions, or a version and the draft. */
function Compare({ noun, id, title, versions, draft }: CompareProps) {
  const { t } = useTranslation();
  const mayRead = useMay('draft.read');
  const names = [...(draft && mayRead ? ['draft'] : []), ...[...versions].sort((a, b) => b.version - a.version).map((item) => `v${item.version}`)];
  return (
    <Page
      title={t('compare.title', { title })} width="wide"
      above={<Link to={`/${noun}/$id`} params={{ id }} search={noun === 'workflows' ? { tab: 'versions' } : {}} className={back.back}><ArrowLeft size={16} aria-hidden /> {title}</Link>}
    >
      {names.length < 2
        ? <Empty icon={GitCompareArrows} title={t('compare.alone')} text={t('compare.aloneText')} />
        : <Both noun={noun} id={id} versions={versions} names={names} />}
    </Page>
  );
}

/** Two texts of a definition: what is different in words, then line by line. */
function Both({ noun, id, versions, names }: { noun: Noun; id: string; versions: VersionItem[]; names: string[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { from?: string; to?: string };
  const to = search.to ?? names[0] ?? 'draft';
  const from = search.from ?? names[names.indexOf(to) + 1] ?? to;
  const called = (name: string) => (name === 'draft' ? t('workflows.draft') : name);
  const data = names.map((name) => {
    const item = versions.find((version) => `v${version.version}` === name);
    return { value: name, label: [called(name), item?.live ? t('workflow.isLive') : '', item?.note ?? ''].filter(Boolean).join(' · ') };
  });
  const show = (next: { from?: string; to?: string }) => void navigate({ to: '.', search: { from, to, ...next }, replace: true });
  return (
    <>
      <div className={classes.which}>
        <Select label={t('compare.from')} data={data} value={from} allowDeselect={false} onChange={(next) => next && show({ from: next })} />
        <Select label={t('compare.to')} data={data} value={to} allowDeselect={false} onChange={(next) => next && show({ to: next })} />
      </div>
      {noun === 'workflows' && <InWords id={id} from={from} to={to} />}
      <Section title={t('workflow.diffText')}><Texts noun={noun} id={id} from={from} to={to} names={[called(from), called(to)]} /></Section>
    </>
  );
}

function InWords({ id, from, to }: { id: string; from: string; to: string }) {
  const { t } = useTranslation();
  const { data } = useDiff(id, from, to, from !== to);
  if (!data || data.sentences.length === 0) return null;
  return <Section title={t('moves.changes')}><ul className={classes.sentences}>{data.sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></Section>;
}

/** The two texts, as soon as both are there. */
function Texts({ noun, id, from, to, names }: { noun: Noun; id: string; from: string; to: string; names: [string, string] }) {
  const [was, now] = [useText(noun, id, from), useText(noun, id, to)];
  const error = was.error ?? now.error;
  if (error) return <Failure error={error} retry={() => { void was.refetch(); void now.refetch(); }} />;
  if (was.data === undefined || now.data === undefined) return <Lines count={8} />;
  return <SideBySide key={`${from} ${to}`} was={was.data} now={now.data} names={names} />;
}
