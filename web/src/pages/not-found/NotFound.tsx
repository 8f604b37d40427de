import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '@/ui/Page';
import { Empty } from '@/ui/Empty';
import classes from './NotFound.module.css';

export function NotFound() {
  const { t } = useTranslation();
  useTitle(t('notFound.title'));
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{t('notFound.title')}</h1>
      <Empty
        icon={Compass}
        title={t('notFound.heading')}
        text={t('notFound.text')}
        action={<Button component={Link} to="/inbox">{t('notFound.home')}</Button>}
      />
    </div>
  );
}
