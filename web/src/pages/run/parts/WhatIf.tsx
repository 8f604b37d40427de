import { Button, NativeSelect } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delay } from '@/api/parts';
import type { RunParts } from '@/api/types';
import classes from './Parts.module.css';

const DAY = 86_400;
const DAYS = [1, 3, 7, 14, 30] as const;

type WhatIfProps = { parts: RunParts; delay: Delay | undefined; onDelay: (delay: Delay | undefined) => void };

/** What would become of the others if one took longer: nothing is changed by asking. */
export function WhatIf({ parts, delay, onDelay }: WhatIfProps) {
  const { t } = useTranslation();
  const open = parts.parts.filter((part) => part.workflow && part.state !== 'done' && part.state !== 'skipped');
  const [part, setPart] = useState(open[0]?.id ?? '');
  const [days, setDays] = useState<number>(DAYS[2]);
  if (open.length === 0) return null;
  const ask = (event: FormEvent) => {
    event.preventDefault();
    onDelay({ late: part || (open[0]?.id ?? ''), by: days * DAY });
  };
  return (
    <form className={classes.ask} onSubmit={ask} aria-label={t('parts.whatIf')}>
      <NativeSelect
        size="sm" label={t('parts.whatIf')} value={part} onChange={(event) => setPart(event.currentTarget.value)}
        data={open.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <NativeSelect
        size="sm" label={t('parts.lateBy')} value={String(days)} onChange={(event) => setDays(Number(event.currentTarget.value))}
        data={DAYS.map((count) => ({ value: String(count), label: t('parts.days', { count }) }))}
      />
      <Button size="sm" variant="default" type="submit">{t('parts.show')}</Button>
      {delay && <Button size="sm" variant="subtle" onClick={() => onDelay(undefined)}>{t('parts.asItIs')}</Button>}
    </form>
  );
}
