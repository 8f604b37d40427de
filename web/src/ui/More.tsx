import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './More.module.css';

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** The rest of a list, page by page; nothing where all of it is there. */
export function More({ query }: { query: Paged }) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <div className={classes.more}>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('app.more')}</Button>
    </div>
  );
}
