import { Paperclip } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fileUrl } from '@/api/files';
import type { FieldView } from '@/api/types';
import { Moment } from '@/ui/Moment';
import { fileSize } from '@/ui/time';
import { filesOf } from './filesOf';
import { isEmpty } from './faults';
import { cellInWords, fieldInWords } from './inWords';
import classes from './form.module.css';

/** Few forms have data of any form. */
const ObjectShown = lazy(() => import('./ObjectShown').then((module) => ({ default: module.ObjectShown })));

/** What is known already: read, not asked, and so it looks nothing like an input. */
export function Known({ fields, withSource = false }: { fields: FieldView[]; withSource?: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.known}>
      {fields.map((field) => (
        <div key={field.id} data-whole={isWide(field) || undefined}>
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} />
            {withSource && field.set_by && field.set_at && (
              <span className={classes.setBy}>{t('form.setBy', { name: field.set_by.name })} <Moment at={field.set_at} /></span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isWide(field: FieldView): boolean {
  return field.type === 'long-text' || field.type === 'list' || field.type === 'object' || field.type === 'files' || (field.display?.length ?? 0) > 60;
}

function Value({ field }: { field: FieldView }) {
  const { t } = useTranslation();
  if (isEmpty(field.value) && !field.display) return <span className={classes.nothing}>{t(field.secret && field.filled ? 'form.hidden' : 'form.nothing')}</span>;
  const files = field.type === 'file' || field.type === 'files' ? filesOf(field.value) : [];
  if (files.length > 0) {
    return (
      <>
        {files.map((file) => (
          <span key={file.id}>
            <Paperclip size={14} aria-hidden /> <a href={fileUrl(file.id)} download>{file.name}</a>{' '}
            <span className={classes.nothing}>{fileSize(file.size)}</span>
          </span>
        ))}
      </>
    );
  }
  if (field.type === 'list' && field.rows.length > 0) return <Rows field={field} />;
  if (field.type === 'object' && !isEmpty(field.value)) return <Suspense><ObjectShown value={field.value} label={field.label} /></Suspense>;
  if (field.type === 'url' && typeof field.value === 'string' && /^https?:\/\//i.test(field.value)) {
    return <a href={field.value} target="_blank" rel="noreferrer noopener">{field.display ?? field.value}</a>;
  }
  return <>{fieldInWords(field)}</>;
}

/** A list as a table; on a narrow screen it scrolls by itself. */
function Rows({ field }: { field: FieldView }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={field.label}>
      <table className={classes.table}>
        <thead>
          <tr>{field.columns.map((column) => <th key={column.id} scope="col">{column.label}</th>)}</tr>
        </thead>
        <tbody>
          {field.rows.map((row, index) => (
            <tr key={index}>{row.map((_, at) => <td key={field.columns[at]?.id}>{cellInWords(field, index, at)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
