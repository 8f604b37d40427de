import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkflows } from '@/api/workflowList';
import type { RunsSearch } from '@/app/router';
import { PersonSelect } from '@/form/PersonSelect';
import { PRIORITIES } from '@/ui/priorities';
import { FieldFilter } from './FieldFilter';
import classes from './Runs.module.css';

const STATES = ['running', 'overdue', 'exception', 'finished', 'cancelled'] as const;
const TYPING_MS = 250;

export function RunFilters({ search }: { search: RunsSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/runs' });
  const workflows = useWorkflows();
  const [text, setText] = useState(search.q ?? '');
  const change = (next: RunsSearch) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const find = useDebouncedCallback((q: string) => change({ q: q || undefined }), TYPING_MS);
  const clear = () => { setText(''); void navigate({ search: {}, replace: true }); };
  const published = (workflows.data ?? []).filter((one) => one.live_version !== null);
  const some = Object.values(search).some(Boolean);

  return (
    <div className={classes.filters} role="search" aria-label={t('runs.filter')}>
      <TextInput
        className={classes.search} size="sm" label={t('runs.search')} placeholder={t('runs.searchHint')}
        leftSection={<Search size={15} aria-hidden />}
        rightSection={text ? <CloseButton size="sm" aria-label={t('app.clear')} onClick={() => { setText(''); change({ q: undefined }); }} /> : null}
        value={text}
        onChange={(event) => { setText(event.currentTarget.value); find(event.currentTarget.value); }}
      />
      <NativeSelect
        size="sm" label={t('runs.state')} value={search.state ?? ''}
        onChange={(event) => change({ state: event.currentTarget.value || undefined })}
        data={[{ value: '', label: t('runs.anyState') }, ...STATES.map((name) => ({ value: name, label: t(`state.${name}`) }))]}
      />
      <NativeSelect
        size="sm" label={t('runs.workflow')} value={search.workflow ?? ''}
        onChange={(event) => change({ workflow: event.currentTarget.value || undefined, field: undefined, value: undefined })}
        data={[{ value: '', label: t('inbox.allWorkflows') }, ...published.map((one) => ({ value: one.id, label: one.title }))]}
      />
      <NativeSelect
        size="sm" label={t('priority.name')} value={search.priority ?? ''}
        onChange={(event) => change({ priority: event.currentTarget.value || undefined })}
        data={[{ value: '', label: t('priority.any') }, ...PRIORITIES.map((name) => ({ value: name, label: t(`priority.${name}`) }))]}
      />
      <PersonSelect
        size="sm" label={t('runs.person')} placeholder={t('runs.anyone')} clearable value={search.person ?? null} fits={() => true}
        onChange={(person) => change({ person: person ?? undefined })}
      />
      <FieldFilter search={search} change={change} />
      {search.key && (
        <Button size="sm" variant="light" rightSection={<X size={15} aria-hidden />} aria-label={t('runs.dropKey', { key: search.key })} onClick={() => change({ key: undefined })} className={`${classes.clear} ${classes.chip}`}>
          {t('runs.ofKey', { key: search.key })}
        </Button>
      )}
      {some && <Button size="sm" variant="subtle" color="gray" leftSection={<X size={15} />} onClick={clear} className={classes.clear}>{t('inbox.clearFilters')}</Button>}
    </div>
  );
}
