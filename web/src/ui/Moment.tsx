import { Tooltip } from '@mantine/core';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { now } from './clock';
import classes from './Moment.module.css';
import { dateTime, span, whenDue, whenWas } from './time';

/** When something happened, in words; the exact time is in the tooltip and in the element. */
export function Moment({ at }: { at: string }) {
  return (
    <Tooltip label={dateTime(at)}>
      <time dateTime={at} className="tabular">{whenWas(at)}</time>
    </Tooltip>
  );
}

/** A deadline. Whether it has passed is said by the server; only the distance is worked out here. */
export function Due({ at, overdue, plain = false }: { at: string | null | undefined; overdue: boolean; plain?: boolean }) {
  const { t } = useTranslation();
  if (!at) return plain ? null : <span className={classes.none}>{t('due.none')}</span>;
  const words = overdue ? t('due.late', { span: span(now().getTime() - Date.parse(at)) }) : t('due.in', { when: whenDue(at) });
  return (
    <Tooltip label={t('due.exact', { when: dateTime(at) })}>
      <time dateTime={at} className={classes.due} data-overdue={overdue || undefined}>
        {overdue && <Clock size={13} strokeWidth={2.4} aria-hidden />}
        {words}
      </time>
    </Tooltip>
  );
}
