import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldView } from '@/api/types';
import type { FieldErrors } from './faults';
import classes from './form.module.css';

type FaultSummaryProps = { errors: FieldErrors; fields: FieldView[]; attempt: number };

/** All faults of a form at its top, each a way to its field; the first one gets the focus. */
export function FaultSummary({ errors, fields, attempt }: FaultSummaryProps) {
  const { t } = useTranslation();
  const ids = Object.keys(errors);
  const first = useRef<string | undefined>(undefined);
  first.current = fields.find((field) => field.id in errors)?.id ?? ids[0];

  useEffect(() => {
    if (attempt > 0 && first.current) focusField(first.current);
  }, [attempt]);

  if (ids.length === 0) return null;
  return (
    <div className={classes.summary} role="alert">
      <p className={classes.summaryTitle}>{t('form.faults', { count: ids.length })}</p>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            <a href={`#field-${id}`} onClick={(event) => { event.preventDefault(); focusField(id); }}>{errors[id]}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function focusField(id: string): void {
  const place = document.getElementById(`field-${id}`);
  const input = place?.matches('input, textarea, select') ? place : place?.querySelector<HTMLElement>('input, textarea, select');
  (input ?? place)?.focus();
  place?.scrollIntoView({ block: 'center' });
}
