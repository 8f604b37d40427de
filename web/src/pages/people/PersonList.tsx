import { ActionIcon } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { Page, PersonItem } from '@/api/types';
import { Loaded } from '@/ui/Loaded';
import { Avatar } from '@/ui/Person';
import { roleWord } from '@/ui/roleWord';
import { Tag } from '@/ui/State';
import classes from './People.module.css';
import { PersonModal } from './PersonModal';

export function PersonList({ query }: { query: UseQueryResult<Page<PersonItem>> }) {
  const { t } = useTranslation();
  const administers = useMay('directory.change');
  const [editing, setEditing] = useState<PersonItem | null>(null);
  return (
    <>
      <Loaded query={query} lines={6}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((person) => (
              <li key={person.id} className={classes.person} data-inactive={person.active ? undefined : true}>
                <Avatar person={person} size={40} />
                <div className={classes.who}>
                  <h2 className={classes.name}>{person.name}</h2>
                  <span className={classes.sub}>{person.email || person.id}</span>
                </div>
                <div>
                  {person.role !== 'member' && <Tag tone="accent">{t(roleWord(person.role))}</Tag>}
                  {!person.active && <Tag>{t('people.inactive')}</Tag>}
                  {person.manager && <span className={classes.sub}>{t('people.reportsTo', { name: person.manager.name })}</span>}
                </div>
                <div className={classes.tags}>{person.groups.map((group) => <Tag key={group.handle}>{group.title || group.handle}</Tag>)}</div>
                {administers
                  ? <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('people.edit', { name: person.name })} onClick={() => setEditing(person)}><Pencil size={17} aria-hidden /></ActionIcon>
                  : <span />}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {editing && <PersonModal person={editing} onClose={() => setEditing(null)} />}
    </>
  );
}
