import { Variable } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpressionSpot } from '@/api/types';
import classes from '@/expression/Expression.module.css';
import { ExpressionField } from '@/expression/ExpressionField';
import type { Sample } from '@/expression/sample';
import { Empty } from '@/ui/Empty';
import { applied, nodeAt, pathOf, read, scalar, textOf } from '@/yaml/edit';
import { placeOf, stepTitle } from './spots';

type ExpressionsProps = { source: string; expressions: ExpressionSpot[]; sample: Sample; onChange: (source: string) => void };

/** Every condition and value of a definition, by the step it belongs to. */
export function Expressions({ source, expressions, sample, onChange }: ExpressionsProps) {
  const { t } = useTranslation();
  const from = useMemo(() => read(source), [source]);
  if (expressions.length === 0) return <Empty icon={Variable} title={t('editor.noExpressions')} text={t('editor.noExpressionsHint')} compact />;
  const groups = new Map<string, ExpressionSpot[]>();
  for (const spot of expressions) {
    const title = stepTitle(from, spot.path) ?? t(spot.path.startsWith('/fields/') ? 'editor.fields' : 'editor.elsewhereInText');
    groups.set(title, [...(groups.get(title) ?? []), spot]);
  }
  return (
    <>
      {[...groups].map(([title, spots]) => (
        <section key={title} className={classes.group} aria-label={title}>
          <h2 className={classes.groupTitle}>{title}</h2>
          {spots.map((spot) => {
            const node = nodeAt(from, pathOf(spot.path));
            return (
              <ExpressionField
                key={spot.path} label={placeOf(spot.path)} where={t(spot.wanted === 'condition' ? 'editor.condition' : 'editor.value')}
                value={textOf(node)} within={{ source, path: spot.path }} sample={sample}
                onChange={(text) => onChange(applied(source, scalar(from, node, text)))}
              />
            );
          })}
        </section>
      ))}
    </>
  );
}
