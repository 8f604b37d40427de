import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEndSession, useSessions } from '@/api/account';
import { Loaded } from '@/ui/Loaded';
import { Moment } from '@/ui/Moment';
import { Section } from '@/ui/Page';
import { Tag } from '@/ui/State';
import { sayProblem } from '@/ui/toast';
import { browserName } from './browserName';
import rows from '@/ui/Rows.module.css';

export function SessionsSection() {
  const { t } = useTranslation();
  const query = useSessions();
  const end = useEndSession();
  return (
    <Section title={t('profile.sessions')} lead={t('profile.sessionsLead')}>
      <Loaded query={query} lines={2}>
        {({ items }) => (
          <ul className={rows.rows}>
            {items.map((item) => (
              <li key={item.id} className={rows.row}>
                <span className={rows.words}>
                  {browserName(item.agent) ?? t('profile.unknownBrowser')}
                  <span className={rows.sub}>{t('profile.lastUsed')} <Moment at={item.last_used} /></span>
                </span>
                {item.current
                  ? <Tag tone="good">{t('profile.thisOne')}</Tag>
                  : <Button size="compact-sm" variant="default" onClick={() => end.mutate(item.id, { onError: sayProblem })}>{t('profile.endSession')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
