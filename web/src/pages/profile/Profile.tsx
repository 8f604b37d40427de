import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChangeMe } from '@/api/account';
import { useSession } from '@/api/session';
import { Page, Section } from '@/ui/Page';
import { Avatar } from '@/ui/Person';
import { roleWord } from '@/ui/roleWord';
import { Tag } from '@/ui/State';
import { sayProblem } from '@/ui/toast';
import { PasswordSection } from './PasswordSection';
import classes from './Profile.module.css';
import { SessionsSection } from './SessionsSection';
import { ZoneSection } from './ZoneSection';

export function Profile() {
  const { t } = useTranslation();
  const session = useSession();
  const change = useChangeMe();
  if (!session) return null;
  const { person, workspace } = session;
  return (
    <Page title={t('profile.title')} width="narrow">
      <Section title={person.name}>
        <div className={classes.who}>
          <Avatar person={person} size={56} />
          <dl className={classes.facts}>
            <dt>{t('signIn.email')}</dt><dd>{person.email}</dd>
            <dt>{t('profile.handle')}</dt><dd>{person.id}</dd>
            <dt>{t('people.role')}</dt><dd>{t(roleWord(person.role))}</dd>
            {person.groups.length > 0 && <><dt>{t('people.groups')}</dt><dd className={classes.tags}>{person.groups.map((group) => <Tag key={group}>{group}</Tag>)}</dd></>}
          </dl>
        </div>
      </Section>
      <Section title={t('profile.keyboard')}>
        <Switch
          label={t('profile.shortcuts')} description={t('profile.shortcutsHelp')} size="md"
          checked={person.shortcuts}
          onChange={(event) => change.mutate({ shortcuts: event.currentTarget.checked }, { onError: sayProblem })}
        />
      </Section>
      <ZoneSection />
      {workspace.kind !== 'example' && <PasswordSection />}
      <SessionsSection />
    </Page>
  );
}
