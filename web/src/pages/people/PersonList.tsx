import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Pencil, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '@/api/session';
import type { PersonItem } from '@/api/types';
import { Loaded } from '@/ui/Loaded';
import { Avatar } from '@/ui/Person';
import { roleWord } from '@/ui/roleWord';
import { Tag } from '@/ui/State';
import { EraseModal } from './EraseModal';
import classes from './People.module.css';
import { PersonModal } from './PersonModal';

const SHOWN_AT_ONCE = 100;
/** So many are seen at a glance; where there are more, they can be searched. */
const AT_A_GLANCE = 12;

export function PersonList({ query }: { query: UseQueryResult<PersonItem[]> }) {
  const { t } = useTranslation();
  const administers = useMay('directory.change');
  const erases = useMay('person.erase');
  const self = useSession()?.person.id;
  const [erasing, setErasing] = useState<PersonItem | null>(null);
  const [editing, setEditing] = useState<PersonItem | null>(null);
  const [text, setText] = useState('');
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const found = (query.data ?? []).filter((person) => matches(person, text));
  return (
    <>
      {(query.data?.length ?? 0) > AT_A_GLANCE && (
        <TextInput
          className={classes.search} size="sm" type="search" aria-label={t('people.search')} placeholder={t('people.search')}
          leftSection={<Search size={15} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Loaded query={query} lines={6}>
        {() => found.length === 0 ? <p className={classes.sub}>{t('form.nobody')}</p> : (
          <ul className={classes.list}>
            {found.slice(0, shown).map((person) => (
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
                {administers && !person.erased
                  ? <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('people.edit', { name: person.name })} onClick={() => setEditing(person)}><Pencil size={17} aria-hidden /></ActionIcon>
                  : <span />}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {found.length > shown && <div className={classes.more}><Button variant="default" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>{t('app.more')}</Button></div>}
      {editing && (
        <PersonModal
          person={editing} onClose={() => setEditing(null)}
          onErase={erases && editing.id !== self ? () => { setErasing(editing); setEditing(null); } : undefined}
        />
      )}
      {erasing && <EraseModal person={erasing} onClose={() => setErasing(null)} />}
    </>
  );
}

function matches(person: PersonItem, text: string): boolean {
  const groups = person.groups.map((group) => group.title);
  return [person.name, person.id, person.email ?? '', ...groups].join(' ').toLowerCase().includes(text.trim().toLowerCase());
}
