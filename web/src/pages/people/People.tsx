import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { UserRoundPlus, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAllPeople, useGroups } from '@/api/people';
import { useMay } from '@/api/session';
import { CountTabs } from '@/ui/CountTabs';
import { Page } from '@/ui/Page';
import { GroupList } from './GroupList';
import { GroupModal } from './GroupModal';
import classes from './People.module.css';
import { PersonList } from './PersonList';
import { PersonModal } from './PersonModal';

/** Who works here and in which groups; administrators change it here. */
export function People() {
  const { t } = useTranslation();
  const { tab = 'people' } = useSearch({ from: '/shell/people' });
  const navigate = useNavigate({ from: '/people' });
  const administers = useMay('directory.change');
  const people = useAllPeople();
  const groups = useGroups();
  const [adding, add] = useDisclosure(false);
  const button = tab === 'people'
    ? <Button leftSection={<UserRoundPlus size={17} />} onClick={add.open}>{t('people.add')}</Button>
    : <Button leftSection={<UsersRound size={17} />} onClick={add.open}>{t('people.addGroup')}</Button>;
  return (
    <Page title={t('nav.people')} lead={t('people.lead')} actions={administers && button}>
      <CountTabs
        label={t('nav.people')} value={tab}
        onChange={(next) => void navigate({ search: { tab: next === 'people' ? undefined : next }, replace: true })}
        tabs={[
          { value: 'people', label: t('people.people'), count: people.data?.length },
          { value: 'groups', label: t('people.groups'), count: groups.data?.items.length },
        ]}
      >
        <div className={classes.panel}>{tab === 'people' ? <PersonList query={people} /> : <GroupList query={groups} />}</div>
      </CountTabs>
      {adding && (tab === 'people' ? <PersonModal person={null} onClose={add.close} /> : <GroupModal onClose={add.close} />)}
    </Page>
  );
}
