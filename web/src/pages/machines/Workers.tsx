import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTopics } from '@/api/machines';
import type { Topic } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Since } from '@/ui/Since';
import { Page, Section } from '@/ui/Page';
import { Tag } from '@/ui/State';
import rows from '@/ui/Rows.module.css';
import classes from './Machines.module.css';

/** What there is to do for programs, by topic, and who asks for it. */
export function Workers() {
  const { t } = useTranslation();
  const query = useTopics();
  return (
    <Page title={t('nav.workers')} lead={t('workers.lead')} width="narrow">
      <Loaded query={query} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={Cpu} title={t('workers.none')} text={t('workers.noneText')} />
          ) : (
            <Section title={t('workers.topics')}>
              <ul className={rows.rows}>{items.map((topic) => <TopicRow key={topic.topic} topic={topic} />)}</ul>
            </Section>
          )
        }
      </Loaded>
    </Page>
  );
}

function TopicRow({ topic }: { topic: Topic }) {
  const { t } = useTranslation();
  const names = topic.workers.map((worker) => worker.name).join(', ');
  const nobody = topic.workers.length === 0 && topic.queued > 0;
  return (
    <li className={rows.row}>
      <span className={rows.words}>
        <span className={classes.name}>{topic.topic}</span>
        <span className={rows.sub}>
          {names ? t('workers.asking', { names }) : t('workers.nobody')}
          {topic.oldest && <> · {t('workers.waitsSince')} <Since at={topic.oldest} /></>}
        </span>
      </span>
      <span className={classes.counts}>
        <Tag tone={nobody ? 'warn' : undefined}>{t('workers.queued', { count: topic.queued })}</Tag>
        {topic.taken > 0 && <Tag>{t('workers.taken', { count: topic.taken })}</Tag>}
        {topic.failed > 0 && <Tag tone="bad">{t('workers.failed', { count: topic.failed })}</Tag>}
      </span>
    </li>
  );
}
