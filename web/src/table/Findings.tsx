import { Button } from '@mantine/core';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CheckedTable } from '@/api/types';
import classes from './Table.module.css';

type FindingsProps = { found: CheckedTable; addRule: (when: string[]) => void; show: (rules: number[]) => void };

/** What no rule covers and what two do, each with an example; the rule that is missing is one press away. */
export function Findings({ found, addRule, show }: FindingsProps) {
  const { t } = useTranslation();
  if (!found.readable) return <p className={classes.quiet} role="status">{t('table.unreadable')}</p>;
  if (found.gaps.length + found.overlaps.length === 0) {
    return <p className={classes.fine} role="status"><CircleCheck size={17} aria-hidden /> {t('table.fine')}</p>;
  }
  return (
    <ul className={classes.findings} aria-label={t('table.findings')}>
      {found.gaps.map((gap) => (
        <li key={gap.when.join('|')} className={classes.finding}>
          <TriangleAlert size={17} aria-hidden />
          <span>{t('table.gap')} <code>{gap.example}</code></span>
          <Button size="sm" variant="default" onClick={() => addRule(gap.when)}>{t('table.addMissing')}</Button>
        </li>
      ))}
      {found.overlaps.map((overlap) => (
        <li key={overlap.rules.join('|')} className={classes.finding}>
          <TriangleAlert size={17} aria-hidden />
          <span>{t('table.overlap', { first: (overlap.rules[0] ?? 0) + 1, second: (overlap.rules[1] ?? 0) + 1 })} <code>{overlap.example}</code></span>
          <Button size="sm" variant="default" onClick={() => show([...overlap.rules])}>{t('table.show')}</Button>
        </li>
      ))}
    </ul>
  );
}
