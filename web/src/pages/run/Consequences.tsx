import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MovePreview } from '@/api/types';
import classes from '../editor/Moves.module.css';

/** What would come of moving a run, before it is done. */
export function Consequences({ preview }: { preview: MovePreview }) {
  const { t } = useTranslation();
  if (preview.refused) return <Text role="status">{preview.refused.sentence} {preview.refused.remedy}</Text>;
  const whose = (people: string[]) => (people.length > 0 ? ` (${people.join(', ')})` : '');
  return (
    <div role="status">
      <Text fw={600}>{t('moves.consequences')}</Text>
      <ul className={classes.list}>
        {preview.withdrawn.map((task, nth) => <li key={`${task.step}-${nth}`}>{t('moves.withdrawn', { step: task.title })}{whose(task.people)}</li>)}
        {preview.opened.map((task, nth) => <li key={`${task.step}-${nth}`}>{t('moves.opened', { step: task.title })}{whose(task.people)}</li>)}
        {preview.timers_gone > 0 && <li>{t('moves.timersGone', { count: preview.timers_gone })}</li>}
        {preview.problems.map((problem) => <li key={problem}>{t('moves.problem', { problem })}</li>)}
        {preview.ends && <li>{t('moves.ends', { outcome: preview.ends })}</li>}
      </ul>
    </div>
  );
}
