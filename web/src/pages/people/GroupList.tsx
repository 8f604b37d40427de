import { CloseButton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMembership } from '@/api/people';
import { useMay } from '@/api/session';
import type { GroupItem, Page } from '@/api/types';
import { PersonSelect } from '@/form/PersonSelect';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Person } from '@/ui/Person';
import { sayProblem } from '@/ui/toast';
import classes from './People.module.css';

export function GroupList({ query }: { query: UseQueryResult<Page<GroupItem>> }) {
  const { t } = useTranslation();
  return (
    <Loaded query={query} lines={4}>
      {({ items }) =>
        items.length === 0
          ? <Empty icon={UsersRound} title={t('people.noGroups')} text={t('people.noGroupsText')} />
          : <ul className={classes.groups}>{items.map((group) => <GroupCard key={group.handle} group={group} />)}</ul>
      }
    </Loaded>
  );
}

function GroupCard({ group }: { group: GroupItem }) {
  const { t } = useTranslation();
  const administers = useMay('directory.change');
  const membership = useMembership(group.handle);
  const change = (person: string, member: boolean) => membership.mutate({ person, member }, { onError: sayProblem });
  return (
    <li className={classes.group}>
      <div>
        <h2 className={classes.name}>{group.title || group.handle}</h2>
        <span className={classes.sub}>{group.handle} · {t('people.members', { count: group.members.length })}</span>
      </div>
      <ul className={classes.members}>
        {group.members.map((member) => (
          <li key={member.id} className={classes.member}>
            <Person person={member} size={26} />
            {administers && <CloseButton size="md" aria-label={t('people.remove', { name: member.name, group: group.title })} onClick={() => change(member.id, false)} />}
          </li>
        ))}
      </ul>
      {administers && (
        <PersonSelect
          size="sm" aria-label={t('people.addTo', { group: group.title })} placeholder={t('people.addMember')} value={null}
          onChange={(person) => person && change(person, true)}
          fits={(one) => one.active && !group.members.some((member) => member.id === one.id)}
        />
      )}
    </li>
  );
}
