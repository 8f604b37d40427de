import { GripVertical, TriangleAlert, Zap } from 'lucide-react';
import { memo, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Within } from '@/api/types';
import { ExpressionInput } from '@/expression/ExpressionInput';
import type { Rule } from './readTable';
import classes from './Table.module.css';
import { cellName, type At } from './useGrid';

export type RowDoes = {
  type: (at: At, text: string) => void;
  key: (at: At, event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  paste: (at: At, event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  focus: (at: At) => void;
  within: (at: At) => Within;
  drop: (from: number, to: number) => void;
};

type RuleRowProps = {
  index: number;
  rule: Rule;
  heads: { inputs: string[]; outputs: string[] };
  withNotes: boolean;
  /** Whether it is met on the made-up values, and whether it is one of two that overlap. */
  isHit: boolean;
  isMarked: boolean;
  /** The columns of the cells in which something is wrong. */
  wrong: number[];
  /** What is wrong with all of the rule, such as that it can never hit. */
  warning: string | undefined;
  does: RowDoes;
};

export const DRAGGED_RULE = 'application/x-baton-rule';

/** One rule: its number, by which it is dragged, and its cells. */
export const RuleRow = memo(function RuleRow({ index, rule, heads, withNotes, isHit, isMarked, wrong, warning, does }: RuleRowProps) {
  const { t } = useTranslation();
  const number = index + 1;
  const cell = (column: number, value: string, head: string) => {
    const at = { row: index, column };
    return (
      <td key={column} role="gridcell" className={classes.cell} data-side={column < heads.inputs.length ? 'when' : 'gives'}>
        <ExpressionInput
          cell={cellName(at)} value={value} label={t('table.cell', { rule: number, column: head })} className={classes.input} invalid={wrong.includes(column)}
          within={() => does.within(at)} onChange={(text) => does.type(at, text)} onFocus={() => does.focus(at)}
          onKeyDown={(event) => does.key(at, event)} onPaste={(event) => does.paste(at, event)}
        />
      </td>
    );
  };
  const drop = (event: DragEvent) => {
    const from = event.dataTransfer.getData(DRAGGED_RULE);
    if (from === '') return;
    event.preventDefault();
    does.drop(Number(from), index);
  };
  const note = heads.inputs.length + heads.outputs.length;
  return (
    <tr
      role="row" className={classes.row} data-hit={isHit || undefined} data-marked={isMarked || undefined} data-warned={warning !== undefined || undefined} aria-rowindex={number + 1}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED_RULE) && event.preventDefault()} onDrop={drop}
    >
      <th
        role="rowheader" scope="row" className={classes.number} draggable
        onDragStart={(event) => { event.dataTransfer.setData(DRAGGED_RULE, String(index)); event.dataTransfer.effectAllowed = 'move'; }}
      >
        <GripVertical size={14} aria-hidden className={classes.grip} />
        {number}
        {isHit && <Zap size={14} role="img" aria-label={t('table.hit')} className={classes.hitMark} />}
        {warning !== undefined && <span title={warning} className={classes.warnMark}><TriangleAlert size={14} role="img" aria-label={warning} /></span>}
      </th>
      {heads.inputs.map((head, column) => cell(column, rule.when[column] ?? '', head))}
      {heads.outputs.map((head, column) => cell(heads.inputs.length + column, rule.gives[column] ?? '', head))}
      {withNotes && (
        <td role="gridcell" className={classes.cell} data-side="note">
          <input
            type="text" className={classes.note} data-cell={cellName({ row: index, column: note })} aria-label={t('table.cell', { rule: number, column: t('table.note') })}
            value={rule.note ?? ''} onChange={(event) => does.type({ row: index, column: note }, event.currentTarget.value)}
            onFocus={() => does.focus({ row: index, column: note })} onKeyDown={(event) => does.key({ row: index, column: note }, event)}
          />
        </td>
      )}
    </tr>
  );
}, (was, is) => was.does === is.does && was.index === is.index && was.isHit === is.isHit && was.isMarked === is.isMarked && was.withNotes === is.withNotes && was.warning === is.warning
  && JSON.stringify([was.rule, was.heads, was.wrong]) === JSON.stringify([is.rule, is.heads, is.wrong]));
