import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Bell, CheckCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { itemsOf } from '@/api/pages';
import { useMarkRead, useNotifications } from '@/api/notifications';
import type { NotificationItem } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { More } from '@/ui/More';
import { Moment } from '@/ui/Moment';
import { Page } from '@/ui/Page';
import classes from './Notifications.module.css';

export function Notifications() {
  const { t } = useTranslation();
  const query = useNotifications();
  const mark = useMarkRead();
  const first = query.data?.pages[0];
  const newest = first?.items[0]?.id;
  const unread = first?.unread ?? 0;
  const all = unread > 0 && newest !== undefined && (
    <Button variant="default" leftSection={<CheckCheck size={16} />} loading={mark.isPending} onClick={() => mark.mutate(newest)}>{t('notifications.readAll')}</Button>
  );
  return (
    <Page title={t('notifications.title')} lead={t('notifications.lead')} width="narrow" actions={all}>
      <Loaded query={query} lines={4}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <Empty icon={Bell} title={t('notifications.none')} text={t('notifications.noneText')} />
          ) : (
            <ul className={classes.list}>
              {itemsOf(data).map((item) => (
                <li key={item.id} className={classes.item} data-unread={item.read ? undefined : true}>
                  <Target item={item} />
                  <span className={classes.when}>{!item.read && <strong>{t('notifications.new')} </strong>}<Moment at={item.at} /></span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <More query={query} />
    </Page>
  );
}

function Target({ item }: { item: NotificationItem }) {
  if (item.task) return <Link to="/tasks/$id" params={{ id: item.task }} className={classes.link}>{item.sentence}</Link>;
  if (item.run) return <Link to="/runs/$id" params={{ id: item.run }} className={classes.link}>{item.sentence}</Link>;
  return <span className={classes.link}>{item.sentence}</span>;
}
