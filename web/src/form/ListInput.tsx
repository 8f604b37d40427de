import { Button, CloseButton, Input } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { announce } from '@/ui/announce';
import { FieldInput, common, type InputProps } from './FieldInput';
import classes from './ListInput.module.css';
import { cellsOf, keyOf, newRow, type Row } from './rows';

/** A table that grows: each row is a small form of its columns. */
export function ListInput(props: InputProps) {
  const { t } = useTranslation();
  const { field, value, onChange, onBlur } = props;
  const { id, label, description, required, disabled, error } = common(props);
  const rows = rowsOf(value);
  const put = (next: Row[]) => onChange(next.length > 0 ? next : null);
  const cell = (index: number, column: string, next: unknown) =>
    put(rows.map((row, at) => (at === index ? { ...row, [column]: next } : row)));
  const add = () => {
    put([...rows, newRow()]);
    announce(t('form.rowAdded', { count: rows.length + 1 }));
  };
  const full = field.max_items !== null && field.max_items !== undefined && rows.length >= field.max_items;
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} required={required} error={error} size="md">
      <ol className={classes.rows} aria-label={label} id={id} tabIndex={-1}>
        {rows.map((row, index) => (
          // A row that the server does not know yet has no name of its own; its place is what it is.
          <li key={keyOf(row, index)} className={classes.row} aria-label={t('form.row', { count: index + 1 })}>
            <div className={classes.cells}>
              {cellsOf(field, index).map((column, at) => column.shown && (
                <FieldInput
                  key={column.id}
                  field={column}
                  value={row[field.columns[at]?.id ?? '']}
                  onChange={(next) => cell(index, field.columns[at]?.id ?? '', next)}
                  onBlur={onBlur}
                />
              ))}
            </div>
            {!disabled && (
              <CloseButton size="lg" onClick={() => put(rows.filter((_, at) => at !== index))} aria-label={t('form.removeRow', { count: index + 1 })} />
            )}
          </li>
        ))}
      </ol>
      {!disabled && !full && (
        <Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={add}>{t('form.addRow')}</Button>
      )}
    </Input.Wrapper>
  );
}

function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
}
