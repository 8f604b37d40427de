import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Within } from '@/api/types';
import { ExpressionInput } from '@/expression/ExpressionInput';
import { WHOLE_RULE } from './faultsByCell';
import { HeadRow } from './HeadRow';
import { blockOf } from './paste';
import type { TableText } from './readTable';
import { RuleRow, type RowDoes } from './RuleRow';
import classes from './Table.module.css';
import { cellName, type At, type useGrid } from './useGrid';
import type { TableChanges } from './useTableText';

type TableGridProps = {
  title: string;
  describedBy: string;
  path: string;
  text: TableText;
  changes: TableChanges;
  grid: ReturnType<typeof useGrid>;
  hits: number[];
  marked: number[];
  /** The cells in which something is wrong, by row and column. */
  wrong: Map<string, string>;
  onFocus: (at: At) => void;
};

/** The table as a grid: a head, a row for each rule, and the values that hold where no rule is met. */
export function TableGrid({ title, describedBy, path, text, changes, grid, hits, marked, wrong, onFocus }: TableGridProps) {
  const { t } = useTranslation();
  const { inputs, outputs, rules, hasNotes } = text;
  const latest = useRef({ changes, path, onFocus, text });
  latest.current = { changes, path, onFocus, text };
  const does = useMemo<RowDoes>(() => rowDoes(() => latest.current, grid.onKeyDown), [grid.onKeyDown]);
  const heads = useMemo(() => ({ inputs, outputs }), [inputs.join('\n'), outputs.join('\n')]);
  const columns = inputs.length + outputs.length + Number(hasNotes);
  const wrongIn = (row: number) => Array.from({ length: columns }, (_, column) => column).filter((column) => wrong.has(cellName({ row, column })));
  return (
    <div className={classes.scroll} tabIndex={-1}>
      <table ref={grid.grid} role="grid" aria-label={title} className={classes.table} aria-rowcount={rules.length + 1 + Number(text.default !== null)} aria-describedby={describedBy}>
        <thead role="rowgroup">
          <HeadRow
            {...heads} withNotes={hasNotes} areNamed={changes.table?.outputs !== null} wrong={wrongIn(-1)} does={does}
            dropColumn={(from, to) => moveAny(changes, text, from, to)}
          />
        </thead>
        <tbody role="rowgroup">
          {rules.map((rule, index) => (
            <RuleRow
              key={index} index={index} rule={rule} heads={heads} withNotes={hasNotes} does={does}
              isHit={hits.includes(index)} isMarked={marked.includes(index)} wrong={wrongIn(index)}
              warning={wrong.get(cellName({ row: index, column: WHOLE_RULE }))}
            />
          ))}
          {text.default && (
            <tr role="row" aria-rowindex={rules.length + 2} className={classes.row}>
              <th role="rowheader" scope="row" className={classes.number} colSpan={1 + inputs.length}>{t('table.otherwise')}</th>
              {outputs.map((head, column) => {
                const at = { row: rules.length, column: inputs.length + column };
                return (
                  <td key={column} role="gridcell" className={classes.cell} data-side="gives">
                    <ExpressionInput
                      cell={cellName(at)} value={text.default?.[column] ?? ''} label={t('table.otherwiseCell', { column: head })} className={classes.input}
                      invalid={wrong.has(cellName(at))} within={() => does.within(at)} onChange={(value) => does.type(at, value)} onFocus={() => does.focus(at)}
                      onKeyDown={(event) => does.key(at, event)}
                    />
                  </td>
                );
              })}
              {hasNotes && <td role="gridcell" className={classes.cell} data-side="note" />}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** A column dropped on another of its kind. */
export function moveAny(changes: TableChanges, text: TableText, from: number, to: number): void {
  const [own, other] = [changes.column(from), changes.column(to)];
  if (own.side === other.side && to >= 0 && to < text.inputs.length + text.outputs.length) changes.moveColumn(own.side, own.index, other.index);
}

type Latest = { changes: TableChanges; path: string; onFocus: (at: At) => void; text: TableText };

function rowDoes(now: () => Latest, key: RowDoes['key']): RowDoes {
  const cellAt = (at: At) => {
    const { changes, text } = now();
    const { side, index } = changes.column(at.column);
    const isNote = at.column >= text.inputs.length + text.outputs.length;
    return { rule: at.row, side: isNote ? 'note' as const : side, column: index };
  };
  return {
    key,
    focus: (at) => now().onFocus(at),
    drop: (from, to) => now().changes.moveRule(from, to),
    type: (at, value) => {
      const { changes, text } = now();
      const { side, index } = changes.column(at.column);
      if (at.row < 0) changes.head(side, index, value);
      else if (at.row < text.rules.length) changes.type(cellAt(at), value);
      else changes.orElse((text.default ?? []).map((old, column) => (column === index ? value : old)), true);
    },
    paste: (at, event) => {
      const block = blockOf(event.clipboardData.getData('text/plain'));
      if (!block) return;
      event.preventDefault();
      now().changes.paste(cellAt(at), block);
    },
    within: (at): Within => {
      const { changes, path, text } = now();
      const source = changes.table?.from.source ?? '';
      const { side, index } = changes.column(at.column);
      if (at.row < 0) return { source, path: `${path}/inputs/${index}` };
      if (at.row >= text.rules.length) return { source, path: `${path}/default/${index}` };
      return { source, path: `${path}/rules/${at.row}/${side}/${index}` };
    },
  };
}
