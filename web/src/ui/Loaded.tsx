import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { Empty } from './Empty';
import { Failure } from './Failure';
import { useTitle } from './Page';
import { sentence } from './sentence';

type LoadedProps<T> = { query: UseQueryResult<T>; children: (data: T) => ReactNode; lines?: number };

/** Shows data once it is there. Old data stays on screen while new data is fetched; only the first load has a skeleton. */
export function Loaded<T>({ query, children, lines = 5 }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error instanceof Problem && query.error.status === 404) return <Absent problem={query.error} />;
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Lines count={lines} />;
}

/** Asking again would not help: what may not be seen looks as if it were not there. */
function Absent({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  useTitle(t('notFound.title'));
  const home = <Button component={Link} to="/inbox" variant="default">{t('failure.home')}</Button>;
  return <Empty heading icon={SearchX} title={problem.message} text={sentence(problem.remedy ?? '')} action={home} />;
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
