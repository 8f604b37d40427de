import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { SlidersHorizontal } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunsSearch } from '@/app/router';
import classes from './Runs.module.css';

/** Runs in which a field has a value: `department` is `Sales`. */
export function FieldFilter({ search, change }: { search: RunsSearch; change: (next: RunsSearch) => void }) {
  const { t } = useTranslation();
  const [opened, layer] = useDisclosure(false);
  const [field, setField] = useState(search.field ?? '');
  const [value, setValue] = useState(search.value ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change(field.trim() && value.trim() ? { field: field.trim(), value: value.trim() } : { field: undefined, value: undefined });
    layer.close();
  };
  const active = search.field && search.value;
  return (
    <Popover opened={opened} onChange={layer.toggle} position="bottom-start" trapFocus width={300} radius="lg" shadow="md">
      <Popover.Target>
        <Button size="sm" variant={active ? 'light' : 'default'} leftSection={<SlidersHorizontal size={15} />} onClick={layer.toggle} className={classes.clear}>
          {active ? t('runs.fieldIs', { field: search.field, value: search.value }) : t('runs.byField')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('runs.byField')}>
        <form onSubmit={submit}>
          <Stack gap={12}>
            <TextInput size="sm" label={t('runs.field')} description={t('runs.fieldHelp')} value={field} onChange={(event) => setField(event.currentTarget.value)} />
            <TextInput size="sm" label={t('runs.value')} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
            <Button type="submit" size="sm">{t('runs.apply')}</Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
