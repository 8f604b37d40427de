import { Variable } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpressionSpot } from '@/api/types';
import classes from '@/expression/Expression.module.css';
import { ExpressionField } from '@/expression/ExpressionField';
import type { Sample } from '@/expression/sample';
import { Empty } from '@/ui/Empty';
import type { Labels } from '@/diagram/condition';
import { useFlowWords } from '@/diagram/useFlowWords';
import { applied, nodeAt, pathOf, read, scalar, textOf } from '@/yaml/edit';
import { placeOf, stepTitle, type PlaceWords } from './spots';

type ExpressionsProps = { source: string; expressions: ExpressionSpot[]; sample: Sample; labels: Labels; onChange: (source: string) => void };

/** Every condition and value of a definition, by the step it belongs to. */
export function Expressions({ source, expressions, sample, labels, onChange }: ExpressionsProps) {
  const { t } = useTranslation();
  const from = useMemo(() => read(source), [source]);
  const flow = useFlowWords(labels);
  const words: PlaceWords = {
    key: (key) => t(`editor.place.${key}`),
    giver: (giver, name) => t(`editor.giver.${giver}`, { name }),
    of: (what, key) => t('editor.placeOf', { what, key }),
  };
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
            const text = textOf(node);
            const said = spot.wanted === 'condition' ? flow.condition(text) : text;
            return (
              <ExpressionField
                key={spot.path} label={placeOf(spot.path, words, labels)} where={t(spot.wanted === 'condition' ? 'editor.condition' : 'editor.value')}
                value={text} inWords={said === text ? undefined : said} within={{ source, path: spot.path }} sample={sample}
                onChange={(next) => onChange(applied(source, scalar(from, node, next)))}
              />
            );
          })}
        </section>
      ))}
    </>
  );
}
