import { NativeSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGroups, usePeople } from '@/api/people';
import { common, type InputProps } from './FieldInput';

export function PersonInput(props: InputProps) {
  const { t } = useTranslation();
  const people = usePeople();
  const value = idOf(props.value);
  const known = (people.data?.items ?? []).filter((person) => person.active !== false || person.id === value);
  return (
    <Select
      {...common(props)} searchable clearable
      placeholder={t('form.choosePerson')}
      nothingFoundMessage={t('form.nobody')}
      clearButtonProps={{ 'aria-label': t('form.clear') }}
      value={value}
      onChange={props.onChange}
      data={known.map((person) => ({ value: person.id, label: person.name }))}
    />
  );
}

export function GroupInput(props: InputProps) {
  const { t } = useTranslation();
  const groups = useGroups();
  const options = (groups.data?.items ?? []).map((group) => ({ value: group.handle, label: group.title || group.handle }));
  return (
    <NativeSelect
      {...common(props)} size="md"
      value={idOf(props.value) ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: t('form.choose') }, ...options]}
    />
  );
}

function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value || null;
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id;
  return null;
}
