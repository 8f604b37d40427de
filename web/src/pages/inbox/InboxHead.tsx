import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTaskCounts } from '@/api/tasks';
import type { TaskView } from '@/api/types';
import { useWorkflows } from '@/api/workflowList';
import type { InboxSearch } from '@/app/router';
import { CountTabs } from '@/ui/CountTabs';
import { PRIORITIES } from '@/ui/priorities';
import classes from './Inbox.module.css';

const VIEWS: readonly TaskView[] = ['mine', 'teams', 'waiting', 'done'];
const TYPING_MS = 250;

type InboxHeadProps = { view: TaskView; search: InboxSearch; children: ReactNode };

/** Which tasks: four views with their counts, a search and a workflow; all of it is in the address. */
export function InboxHead({ view, search, children }: InboxHeadProps) {
  const { t } = useTranslation();
  const counts = useTaskCounts();
  const workflows = useWorkflows();
  const navigate = useNavigate({ from: '/inbox' });
  const [text, setText] = useState(search.q ?? '');
  const change = (next: InboxSearch) => void navigate({ search: (old) => ({ ...old, task: undefined, ...next }), replace: true });
  const find = useDebouncedCallback((q: string) => change({ q: q || undefined }), TYPING_MS);
  const clear = () => { setText(''); change({ q: undefined }); };
  const options = (workflows.data ?? []).filter((one) => one.live_version !== null).map((one) => ({ value: one.id, label: one.title }));

  return (
    <div className={classes.head}>
      <h1 className={classes.title}>{t('nav.inbox')}</h1>
      <CountTabs
        label={t('inbox.views')}
        value={view}
        onChange={(next) => change({ view: next === 'mine' ? undefined : next })}
        tabs={VIEWS.map((name) => ({ value: name, label: t(`inbox.view.${name}`), count: name === 'done' ? undefined : counts.data?.[name] }))}
      >
      <div className={classes.filters} role="search" aria-label={t('inbox.filter')}>
        <TextInput
          flex="1 1 180px" size="sm" aria-label={t('inbox.search')} placeholder={t('inbox.search')}
          leftSection={<Search size={15} aria-hidden />}
          rightSection={text ? <CloseButton size="sm" aria-label={t('app.clear')} onClick={clear} /> : null}
          value={text}
          onChange={(event) => { setText(event.currentTarget.value); find(event.currentTarget.value); }}
        />
        {options.length > 1 && (
          <NativeSelect
            size="sm" w={150} aria-label={t('inbox.workflow')} value={search.workflow ?? ''}
            onChange={(event) => change({ workflow: event.currentTarget.value || undefined })}
            data={[{ value: '', label: t('inbox.allWorkflows') }, ...options]}
          />
        )}
        <NativeSelect
          size="sm" w={130} aria-label={t('priority.name')} value={search.priority ?? ''}
          onChange={(event) => change({ priority: event.currentTarget.value || undefined })}
          data={[{ value: '', label: t('priority.any') }, ...PRIORITIES.map((name) => ({ value: name, label: t(`priority.${name}`) }))]}
        />
      </div>
        {children}
      </CountTabs>
    </div>
  );
}
