import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { Play, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { itemsOf } from '@/api/pages';
import { useRuns } from '@/api/runs';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { More } from '@/ui/More';
import { Page } from '@/ui/Page';
import { RunFilters } from './RunFilters';
import { RunTable } from './RunTable';

/** Every run this person may see: where each stands, who has it, until when. The address holds the whole filter. */
export function Runs() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/runs' });
  const { state, workflow, priority, person, key, q, field, value } = search;
  const query = useRuns({ state, workflow, priority, person, business_key: key, q, ...(field && value ? { [`field.${field}`]: value } : {}) });
  const filtered = Object.values(search).some(Boolean);
  return (
    <Page title={t('nav.runs')} lead={t('runs.lead')} width="wide" actions={<Button component={Link} to="/start">{t('inbox.startOne')}</Button>}>
      <RunFilters search={search} />
      <Loaded query={query} lines={8}>
        {(data) => {
          const runs = itemsOf(data);
          if (runs.length === 0 && filtered) {
            const clear = <Button component={Link} to="/runs" variant="default">{t('inbox.clearFilters')}</Button>;
            return <Empty icon={SearchX} title={t('runs.noMatch')} text={t('inbox.noMatchText')} action={clear} />;
          }
          if (runs.length === 0) return <Empty icon={Play} title={t('runs.none')} text={t('runs.noneText')} />;
          return <RunTable runs={runs} />;
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}
