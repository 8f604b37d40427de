import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { KeySquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSecrets } from '@/api/machines';
import { useMay } from '@/api/session';
import { useWorkflows } from '@/api/workflowList';
import type { SecretItem } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Moment } from '@/ui/Moment';
import { Page, Section } from '@/ui/Page';
import { Tag } from '@/ui/State';
import rows from '@/ui/Rows.module.css';
import { DropSecret } from './DropSecret';
import classes from './Machines.module.css';
import { SecretModal } from './SecretModal';

/** The names of what requests may use and nobody is shown. */
export function Secrets() {
  const { t } = useTranslation();
  const query = useSecrets();
  const workflows = useWorkflows();
  const titles = new Map((workflows.data ?? []).map(({ id, title }) => [id, title]));
  const changes = useMay('secret.change');
  const [setting, set] = useState<string | null>(null);
  const button = changes && <Button leftSection={<KeySquare size={16} />} onClick={() => set('')}>{t('secrets.add')}</Button>;
  return (
    <Page title={t('nav.secrets')} lead={t('secrets.lead')} width="narrow" actions={button}>
      <Loaded query={query} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={KeySquare} title={t('secrets.none')} text={t('secrets.noneText')} />
          ) : (
            <Section title={t('secrets.all')}>
              <ul className={rows.rows}>
                {items.map((secret) => <SecretRow key={secret.name} secret={secret} titles={titles} changes={changes} onSet={() => set(secret.name)} />)}
              </ul>
            </Section>
          )
        }
      </Loaded>
      {setting !== null && <SecretModal name={setting} onClose={() => set(null)} />}
    </Page>
  );
}

type SecretRowProps = { secret: SecretItem; titles: Map<string, string>; changes: boolean; onSet: () => void };

function SecretRow({ secret, titles, changes, onSet }: SecretRowProps) {
  const { t } = useTranslation();
  const [dropping, drop] = useDisclosure(false);
  const users = secret.used_by.map((id) => titles.get(id) ?? id).join(', ');
  return (
    <li className={rows.row}>
      <span className={rows.words}>
        <span className={classes.name}>{secret.name}</span>
        <span className={rows.sub}>
          {secret.since ? <>{t('secrets.since')} <Moment at={secret.since} />{secret.by && <> · {secret.by.name}</>}</> : t('secrets.notSet')}
          {users && <> · {t('secrets.usedBy', { names: users })}</>}
        </span>
      </span>
      {!secret.since && <Tag tone="warn">{t('secrets.missing')}</Tag>}
      {changes && <Button size="xs" variant="default" onClick={onSet}>{secret.since ? t('secrets.replace') : t('secrets.set')}</Button>}
      {changes && secret.since && (
        <Button size="xs" variant="default" onClick={drop.open} aria-label={t('secrets.dropOf', { name: secret.name })}>{t('secrets.drop')}</Button>
      )}
      {dropping && <DropSecret secret={secret} users={users} onClose={drop.close} />}
    </li>
  );
}
