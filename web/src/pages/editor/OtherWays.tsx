import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOtherWays } from '@/api/workflows';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import { Tag } from '@/ui/State';
import classes from './Moves.module.css';

/** Which of the last finished runs would have gone another way by the draft, where, and of which that cannot be said. */
export function OtherWays({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useOtherWays(id, 'draft');
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <div aria-label={t('otherWays.looking')} role="status"><Lines count={2} /></div>;
  if (data.looked_at === 0) return null;
  const others = data.runs.filter((run) => run.verdict === 'other').length;
  return (
    <section aria-label={t('otherWays.title')}>
      <Text fw={600}>{t('otherWays.title')}</Text>
      <Text c="dimmed" size="sm">
        {t('otherWays.looked', { count: data.looked_at })} {others === 0 ? t('otherWays.noOther') : t('otherWays.others', { count: others })}
        {data.left_out > 0 && ` ${t('otherWays.leftOut', { count: data.left_out })}`}
      </Text>
      {data.runs.length > 0 && (
        <ul className={classes.ways} tabIndex={0} aria-label={t('otherWays.list')}>
          {data.runs.map((run) => (
            <li key={run.run}>
              <p className={classes.way}>
                <Link to="/runs/$id" params={{ id: run.run }} target="_blank">{run.run}</Link> · {run.label} <Tag tone={run.verdict === 'other' ? 'warn' : 'quiet'}>{t(`otherWays.verdict.${run.verdict}`)}</Tag>
              </p>
              {run.why.map((sentence) => <p key={sentence} className={classes.why}>{sentence}</p>)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
