import { lazy, Suspense, useState } from 'react';
import { Lines } from '@/ui/Loaded';
import { sentences } from '@/ui/sentence';
import { afterPress } from './afterPress';
import type { FieldErrors } from './faults';
import { isEmpty, isKept } from './faults';
import classes from './form.module.css';
import type { Draft } from './useDraft';
import { useTranslation } from 'react-i18next';

/** Comes with the first form: a task that only asks for a decision does without. */
const FieldInput = lazy(() => import('./FieldInput').then((module) => ({ default: module.FieldInput })));

type FormBodyProps = { draft: Draft; errors: FieldErrors; onChanged: (id: string) => void; locked?: boolean };

/** The fields that are asked, in the designer's order. A fault shows once a field was left, or once all was sent. */
export function FormBody({ draft, errors, onChanged, locked = false }: FormBodyProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<Record<string, boolean>>({});
  const shown = draft.fields.filter((field) => field.shown);
  return (
    <Suspense fallback={<Lines count={shown.length} />}>
      <div className={classes.form}>
        {shown.map((field) => {
          const value = draft.values[field.id];
          const kept = isKept(field, value);
          const gap = left[field.id] && field.required && isEmpty(value) && !kept ? t('form.required', { label: field.label }) : undefined;
          const told = left[field.id] ? (field.message ?? undefined) : undefined;
          return (
            <FieldInput
              key={field.id}
              field={{ ...field, read_only: locked || field.read_only, help: kept ? sentences(field.help, t('form.kept')) : field.help }}
              value={value}
              error={errors[field.id] ?? gap ?? told}
              onChange={(next) => { draft.set(field.id, next); onChanged(field.id); }}
              onBlur={() => { afterPress(() => setLeft((before) => ({ ...before, [field.id]: true }))); draft.flush(); }}
            />
          );
        })}
      </div>
    </Suspense>
  );
}
