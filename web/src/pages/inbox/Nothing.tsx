import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CheckCheck, Inbox as InboxIcon, SearchX, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { TaskView } from '@/api/types';
import { useWorkflows } from '@/api/workflowList';
import { Empty } from '@/ui/Empty';
import { FirstSteps } from './FirstSteps';

const ICONS = { mine: InboxIcon, teams: UsersRound, waiting: CheckCheck, done: CheckCheck };

/** What stands in the place of a list without tasks. */
export function Nothing({ view, filtered }: { view: TaskView; filtered: boolean }) {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  const workflows = useWorkflows();
  if (filtered) {
    const clear = <Button component={Link} to={view === 'mine' ? '/inbox' : `/inbox?view=${view}`} variant="default">{t('inbox.clearFilters')}</Button>;
    return <Empty icon={SearchX} title={t('inbox.noMatch')} text={t('inbox.noMatchText')} action={clear} />;
  }
  const bare = workflows.data?.every((one) => one.live_version === null) ?? false;
  if (view === 'mine' && mayDesign && bare) return <FirstSteps />;
  const start = view === 'mine' || view === 'waiting' ? <Button component={Link} to="/start" variant="light">{t('inbox.startOne')}</Button> : null;
  return <Empty icon={ICONS[view]} title={t(`inbox.empty.${view}`)} text={t(`inbox.empty.${view}Text`)} action={start} />;
}
