import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGroups } from '@/api/people';
import { common, type InputProps } from './FieldInput';
import { PersonSelect } from './PersonSelect';

export function PersonInput(props: InputProps) {
  const value = idOf(props.value);
  return <PersonSelect {...common(props)} clearable value={value} onChange={props.onChange} fits={(person) => person.active || person.id === value} />;
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
