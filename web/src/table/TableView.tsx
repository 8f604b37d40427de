import { Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TableText } from './readTable';
import classes from './Table.module.css';

/** A decision table to be read; the rules that are met light up. */
export function TableView({ title, text, hits }: { title: string; text: TableText; hits: number[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>{t('table.rule')}</th>
            {text.inputs.map((head, at) => <th key={at} scope="col" className={classes.head} data-side="when"><span className={classes.said}>{head}</span></th>)}
            {text.outputs.map((head, at) => <th key={at} scope="col" className={classes.head} data-side="gives"><span className={classes.said}>{head}</span></th>)}
            {text.hasNotes && <th scope="col" className={classes.head}><span className={classes.said}>{t('table.note')}</span></th>}
          </tr>
        </thead>
        <tbody>
          {text.rules.map((rule, at) => (
            <tr key={at} className={classes.row} data-hit={hits.includes(at) || undefined}>
              <th scope="row" className={classes.number}>{at + 1}{hits.includes(at) && <Zap size={14} role="img" aria-label={t('table.hit')} className={classes.hitMark} />}</th>
              {text.inputs.map((_, column) => <td key={column}><code className={classes.said}>{rule.when[column]}</code></td>)}
              {text.outputs.map((_, column) => <td key={column} data-side="gives"><code className={classes.said}>{rule.gives[column]}</code></td>)}
              {text.hasNotes && <td><span className={classes.said}>{rule.note}</span></td>}
            </tr>
          ))}
          {text.default && (
            <tr className={classes.row}>
              <th scope="row" className={classes.number} colSpan={1 + text.inputs.length}>{t('table.otherwise')}</th>
              {text.outputs.map((_, column) => <td key={column} data-side="gives"><code className={classes.said}>{text.default?.[column]}</code></td>)}
              {text.hasNotes && <td />}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
