import { Skeleton, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from './Failure';

type LoadedProps<T> = { query: UseQueryResult<T>; children: (data: T) => ReactNode; lines?: number };

/** Shows data once it is there. Old data stays on screen while new data is fetched; only the first load has a skeleton. */
export function Loaded<T>({ query, children, lines = 5 }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Lines count={lines} />;
}

export function Lines({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => <Skeleton key={index} height={52} radius="md" mb={10} aria-hidden />)}
    </div>
  );
}
