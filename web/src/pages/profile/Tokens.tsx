import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDropToken, useTokens } from '@/api/account';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Moment } from '@/ui/Moment';
import { Page, Section } from '@/ui/Page';
import { Tag } from '@/ui/State';
import { dateTime } from '@/ui/time';
import { sayProblem } from '@/ui/toast';
import rows from '@/ui/Rows.module.css';
import classes from './Profile.module.css';
import { TokenModal } from './TokenModal';
import { TokenSecret } from './TokenSecret';

/** Keys for programs that act as this person. */
export function Tokens() {
  const { t } = useTranslation();
  const query = useTokens();
  const drop = useDropToken();
  const [adding, add] = useDisclosure(false);
  const [made, setMade] = useState<string | null>(null);
  const button = <Button leftSection={<KeyRound size={16} />} onClick={add.open}>{t('tokens.add')}</Button>;
  return (
    <Page title={t('tokens.title')} lead={t('tokens.lead')} width="narrow" actions={button}>
      {made && <TokenSecret secret={made} onDone={() => setMade(null)} />}
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={KeyRound} title={t('tokens.none')} text={t('tokens.noneText')} />
          ) : (
            <Section title={t('tokens.yours')}>
              <ul className={rows.rows}>
                {items.map((item) => (
                  <li key={item.id} className={rows.row}>
                    <span className={rows.words}>
                      <strong>{item.name}</strong>
                      <span className={rows.sub}>
                        {item.expires ? t('tokens.until', { when: dateTime(item.expires) }) : t('tokens.forEver')} ·{' '}
                        {item.last_used ? <>{t('profile.lastUsed')} <Moment at={item.last_used} /></> : t('tokens.neverUsed')}
                      </span>
                    </span>
                    <span className={classes.tags}>{item.scopes.map((scope) => <Tag key={scope}>{scope}</Tag>)}</span>
                    <Button size="compact-md" variant="default" onClick={() => drop.mutate(item.id, { onError: sayProblem })}>{t('tokens.end')}</Button>
                  </li>
                ))}
              </ul>
            </Section>
          )
        }
      </Loaded>
      {adding && <TokenModal onClose={add.close} onMade={setMade} />}
    </Page>
  );
}
