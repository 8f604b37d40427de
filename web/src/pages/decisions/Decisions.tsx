import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FilePlus2, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDecisions } from '@/api/decisions';
import { useMay } from '@/api/session';
import type { DecisionSummary } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { unwrapped } from '@/ui/sentence';
import { Tag } from '@/ui/State';
import classes from '../workflows/Workflows.module.css';

/** The shared decisions. */
export function Decisions() {
  const { t } = useTranslation();
  const query = useDecisions();
  const mayDesign = useMay('draft.change');
  const add = mayDesign && <Button component={Link} to="/decisions/new" leftSection={<FilePlus2 size={17} />}>{t('decisions.new')}</Button>;
  return (
    <Page title={t('nav.decisions')} lead={t('decisions.lead')} actions={add}>
      <Loaded query={query} lines={4}>
        {(items) =>
          items.length === 0
            ? <Empty icon={Table2} title={t('decisions.none')} text={t('decisions.noneText')} action={add} />
            : <ul className={classes.list}>{items.map((item) => <Card key={item.id} decision={item} />)}</ul>
        }
      </Loaded>
    </Page>
  );
}

function Card({ decision }: { decision: DecisionSummary }) {
  const { t } = useTranslation();
  const live = decision.live_version;
  return (
    <li className={classes.card}>
      <div className={classes.top}>
        <h2 className={classes.name}><Link to="/decisions/$id" params={{ id: decision.id }} className={classes.link}>{decision.title}</Link></h2>
        <span className={classes.tags}>
          {live !== null && live !== undefined ? <Tag tone="good">{t('workflows.live', { version: live })}</Tag> : <Tag tone="warn">{t('workflows.notLive')}</Tag>}
          {decision.draft && live !== null && live !== undefined && <Tag>{t('workflows.draft')}</Tag>}
        </span>
      </div>
      {decision.about && <p className={classes.about}>{unwrapped(decision.about)}</p>}
      <p className={classes.facts}>{decision.owner && <span>{t('workflows.owner', { owner: decision.owner.title || decision.owner.handle })}</span>}</p>
    </li>
  );
}
