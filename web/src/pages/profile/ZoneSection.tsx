import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChangeMe } from '@/api/account';
import { useSession } from '@/api/session';
import { Section } from '@/ui/Page';
import { say, sayProblem } from '@/ui/toast';

/** The zone in which somebody sees times, in the app and in mails; without one of their own, the workspace's. */
export function ZoneSection() {
  const { t } = useTranslation();
  const session = useSession();
  const change = useChangeMe();
  if (!session) return null;
  const { zone } = session.person;
  // The browser's list may lack a name that the server knows, such as UTC.
  const zones = [...new Set([session.workspace.zone, ...(zone ? [zone] : []), ...Intl.supportedValuesOf('timeZone')])].sort();
  return (
    <Section title={t('profile.time')}>
      <Select
        label={t('profile.zone')} description={t('profile.zoneHelp', { zone: session.workspace.zone })} maw={340} searchable limit={100}
        placeholder={session.workspace.zone} nothingFoundMessage={t('profile.noZone')}
        value={zone} data={zones}
        onChange={(next) => next && change.mutate({ zone: next }, { onSuccess: () => say(t('profile.zoneSaved')), onError: sayProblem })}
      />
    </Section>
  );
}
