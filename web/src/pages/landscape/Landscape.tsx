import { Link } from '@tanstack/react-router';
import { ArrowLeft, Network, Radio, Workflow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLandscape } from '@/api/parts';
import type { Landscape as Drawn } from '@/api/types';
import card from '@/diagram/FlowDiagram.module.css';
import { Picture } from '@/diagram/Picture';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import back from '../task/TaskPage.module.css';
import classes from './Landscape.module.css';
import { LandscapeTable } from './LandscapeTable';
import { pictureOf, type Seen } from './pictureOf';
import { hasPage } from './words';

/** Which workflows there are, who owns them, and which starts or feeds which: as a picture, and as a table that says the same. */
export function Landscape() {
  const { t } = useTranslation();
  const query = useLandscape();
  const above = <Link to="/workflows" className={back.back}><ArrowLeft size={16} aria-hidden /> {t('nav.workflows')}</Link>;
  return (
    <Page title={t('landscape.title')} lead={t('landscape.lead')} above={above} width="wide">
      <Loaded query={query} lines={5}>
        {(drawn) => drawn.workflows.length === 0 ? <Empty icon={Network} title={t('landscape.none')} text={t('landscape.noneText')} /> : <Shown drawn={drawn} />}
      </Loaded>
    </Page>
  );
}

function Shown({ drawn }: { drawn: Drawn }) {
  const { t } = useTranslation();
  const { things, ways } = pictureOf(drawn);
  return (
    <>
      <div className={classes.picture}><Picture things={things} ways={ways} label={t('landscape.picture')} draw={(seen) => <Card seen={seen} />} /></div>
      <LandscapeTable drawn={drawn} />
    </>
  );
}

function Card({ seen: { node, event, title } }: { seen: Seen }) {
  const { t } = useTranslation();
  if (!node || !hasPage(node)) {
    const Sign = event ? Radio : Workflow;
    return (
      <div className={card.card} data-kind="step" data-state="none">
        <span className={card.sign}><Sign size={17} aria-hidden /></span>
        <span className={card.words}><span className={card.title}>{title}</span><span className={card.detail}>{t(event ? 'landscape.event' : 'landscape.missing')}</span></span>
      </div>
    );
  }
  return (
    <Link to="/workflows/$id" params={{ id: node.id }} className={`${card.card} ${classes.card}`} data-kind="step" data-state={node.draft ? 'none' : undefined} data-process={node.kind === 'process' || undefined}>
      <span className={card.sign}>{node.kind === 'process' ? <Network size={17} aria-hidden /> : <Workflow size={17} aria-hidden />}</span>
      <span className={card.words}>
        <span className={card.title}>{title}</span>
        <span className={card.detail}>{node.draft ? t('landscape.draft') : node.owner?.title || node.owner?.handle || t('landscape.nobody')}</span>
      </span>
    </Link>
  );
}
