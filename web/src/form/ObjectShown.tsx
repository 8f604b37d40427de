/** Data of any form as people read it: labelled values, a list of alike things as a small table. */
import { useTranslation } from 'react-i18next';
import classes from './ObjectShown.module.css';
import { shapeOf } from './objects';

/** More rows than these are counted. */
const ROWS_MAX = 50;

type ObjectShownProps = { value: unknown; label: string; depth?: number };

export function ObjectShown({ value, label, depth = 0 }: ObjectShownProps) {
  const { t } = useTranslation();
  const shape = shapeOf(value, depth);
  switch (shape.kind) {
    case 'nothing':
      return <span className={classes.nothing}>{t('form.nothing')}</span>;
    case 'yes-no':
      return <>{t(shape.value ? 'form.yes' : 'form.no')}</>;
    case 'plain':
      return <>{shape.text}</>;
    case 'parts':
      return (
        <dl className={classes.parts}>
          {shape.parts.map((part) => (
            <div key={part.id} data-deep={typeof part.value === 'object' && part.value !== null || undefined}>
              <dt>{part.name}</dt>
              <dd><ObjectShown value={part.value} label={part.name} depth={depth + 1} /></dd>
            </div>
          ))}
        </dl>
      );
    case 'items':
      return (
        <ul className={classes.items}>
          {shape.items.slice(0, ROWS_MAX).map((item, nth) => <li key={nth}><ObjectShown value={item} label={label} depth={depth + 1} /></li>)}
          <More count={shape.items.length - ROWS_MAX} />
        </ul>
      );
    case 'table':
      return (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
          <table className={classes.table}>
            <thead>
              <tr>{shape.columns.map((column) => <th key={column.id} scope="col">{column.name}</th>)}</tr>
            </thead>
            <tbody>
              {shape.rows.slice(0, ROWS_MAX).map((row, nth) => (
                <tr key={nth}>{row.map((cell, at) => <td key={shape.columns[at]?.id}>{isThere(cell) && <ObjectShown value={cell} label={shape.columns[at]?.name ?? label} depth={depth + 1} />}</td>)}</tr>
              ))}
            </tbody>
          </table>
          {shape.rows.length > ROWS_MAX && <p className={classes.nothing}>{t('form.moreRows', { count: shape.rows.length - ROWS_MAX })}</p>}
        </div>
      );
  }
}

function More({ count }: { count: number }) {
  const { t } = useTranslation();
  return count > 0 ? <li className={classes.nothing}>{t('form.moreRows', { count })}</li> : null;
}

/** An empty cell says enough. */
function isThere(cell: unknown): boolean {
  return cell !== null && cell !== undefined && cell !== '';
}
