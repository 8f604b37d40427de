import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAllPeople } from '@/api/people';
import type { PersonItem } from '@/api/types';

type PersonSelectProps = Omit<SelectProps, 'data' | 'searchable' | 'limit'> & { fits?: (person: PersonItem) => boolean };
/** More than anybody reads; typing narrows it down over all people. */
const SHOWN_MAX = 100;

/** Somebody of the whole workspace, found by typing. Where two have one name, their handles tell them apart. */
export function PersonSelect({ fits = (person) => person.active, ...rest }: PersonSelectProps) {
  const { t } = useTranslation();
  const people = useAllPeople().data ?? [];
  const names = new Map<string, number>();
  for (const { name } of people) names.set(name, (names.get(name) ?? 0) + 1);
  const label = ({ id, name }: PersonItem) => ((names.get(name) ?? 0) > 1 ? `${name} (${id})` : name);
  return (
    <Select
      searchable limit={SHOWN_MAX}
      placeholder={t('form.choosePerson')} nothingFoundMessage={t('form.nobody')} clearButtonProps={{ 'aria-label': t('form.clear') }}
      {...rest}
      data={people.filter(fits).map((person) => ({ value: person.id, label: label(person) }))}
    />
  );
}
