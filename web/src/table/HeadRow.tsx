import { GripHorizontal } from 'lucide-react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ExpressionInput } from '@/expression/ExpressionInput';
import type { RowDoes } from './RuleRow';
import classes from './Table.module.css';
import { cellName } from './useGrid';

type HeadRowProps = {
  inputs: string[];
  outputs: string[];
  withNotes: boolean;
  /** Whether the outputs are named here; else they are told elsewhere in the definition. */
  areNamed: boolean;
  wrong: number[];
  does: RowDoes;
  dropColumn: (from: number, to: number) => void;
};
const DRAGGED_COLUMN = 'application/x-baton-column';

/** What is looked at and what is given. A head is dragged by the word above it. */
export function HeadRow({ inputs, outputs, withNotes, areNamed, wrong, does, dropColumn }: HeadRowProps) {
  const { t } = useTranslation();
  const drop = (event: DragEvent, to: number) => {
    const from = event.dataTransfer.getData(DRAGGED_COLUMN);
    if (from === '') return;
    event.preventDefault();
    dropColumn(Number(from), to);
  };
  const head = (column: number, value: string) => {
    const at = { row: -1, column };
    const isInput = column < inputs.length;
    return (
      <th
        key={column} role="columnheader" scope="col" className={classes.head} data-side={isInput ? 'when' : 'gives'}
        onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED_COLUMN) && event.preventDefault()} onDrop={(event) => drop(event, column)}
      >
        <span className={classes.kind} data-grip draggable onDragStart={(event) => event.dataTransfer.setData(DRAGGED_COLUMN, String(column))} aria-hidden>
          {t(isInput ? 'table.when' : 'table.gives')} <GripHorizontal size={14} />
        </span>
        <ExpressionInput
          cell={cellName(at)} value={value} className={classes.input} invalid={wrong.includes(column)} readOnly={!isInput && !areNamed}
          label={t(isInput ? 'table.input' : 'table.output', { number: isInput ? column + 1 : column - inputs.length + 1 })}
          within={() => does.within(at)} onChange={(text) => does.type(at, text)} onFocus={() => does.focus(at)} onKeyDown={(event) => does.key(at, event)}
        />
      </th>
    );
  };
  return (
    <tr role="row" aria-rowindex={1}>
      <th role="columnheader" scope="col" className={classes.corner}>{t('table.rule')}</th>
      {inputs.map((value, column) => head(column, value))}
      {outputs.map((value, column) => head(inputs.length + column, value))}
      {withNotes && <th role="columnheader" scope="col" className={classes.head} data-side="note"><span className={classes.kind}>{t('table.note')}</span></th>}
    </tr>
  );
}
