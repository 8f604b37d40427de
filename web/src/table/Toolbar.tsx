import { ActionIcon, Button, NativeSelect, Tooltip } from '@mantine/core';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Columns3, Plus, Trash2, Undo2, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TableText } from './readTable';
import classes from './Table.module.css';
import type { At } from './useGrid';
import type { TableChanges } from './useTableText';

export const HITS = ['unique', 'first', 'any', 'priority', 'rule-order', 'output-order', 'collect'] as const;
type Hit = (typeof HITS)[number];
const isHit = (hit: string): hit is Hit => (HITS as readonly string[]).includes(hit);

type ToolbarProps = {
  text: TableText;
  changes: TableChanges;
  at: At;
  addRule: (row: number) => void;
  addColumn: (side: 'when' | 'gives') => void;
  moveRow: (row: number, by: number) => void;
  moveColumn: (column: number, by: number) => void;
};

/** How the table decides, and what can be done with the rule and the column one is in. */
export function Toolbar({ text, changes, at, addRule, addColumn, moveRow, moveColumn }: ToolbarProps) {
  const { t } = useTranslation();
  const { inputs, outputs, rules } = text;
  const inRule = at.row >= 0 && at.row < rules.length;
  const { side, index } = changes.column(at.column);
  const many = side === 'when' ? inputs.length : outputs.length;
  const inColumn = at.column < inputs.length + outputs.length;
  const tool = (name: string, Icon: LucideIcon, enabled: boolean, act: () => void) => (
    <Tooltip label={name}>
      <ActionIcon variant="default" size={38} aria-label={name} disabled={!enabled} onClick={act}><Icon size={17} aria-hidden /></ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.toolbar}>
      <NativeSelect
        size="sm" label={t('table.hitPolicy')} value={text.hit} onChange={(event) => changes.setHit(event.currentTarget.value)}
        data={[...HITS.map((hit) => ({ value: hit as string, label: t(`table.hits.${hit}`) })), ...(isHit(text.hit) ? [] : [{ value: text.hit, label: text.hit }])]}
      />
      {text.hit === 'collect' && (
        <NativeSelect
          size="sm" label={t('table.aggregate')} value={text.aggregate ?? ''} onChange={(event) => changes.setAggregate(event.currentTarget.value)}
          data={[{ value: '', label: t('table.aggregates.list') }, ...(['sum', 'min', 'max', 'count'] as const).map((one) => ({ value: one as string, label: t(`table.aggregates.${one}`) }))]}
        />
      )}
      <div role="group" aria-label={t('table.ofRule', { rule: at.row + 1 })} className={classes.tools}>
        <Button size="sm" variant="default" leftSection={<Plus size={16} />} onClick={() => addRule(inRule ? at.row + 1 : rules.length)}>{t('table.addRule')}</Button>
        {tool(t('table.ruleUp'), ArrowUp, inRule && at.row > 0, () => moveRow(at.row, -1))}
        {tool(t('table.ruleDown'), ArrowDown, inRule && at.row < rules.length - 1, () => moveRow(at.row, 1))}
        {tool(t('table.removeRule'), Trash2, inRule && rules.length > 1, () => changes.removeRule(at.row))}
      </div>
      <div role="group" aria-label={t('table.ofColumn', { column: at.column + 1 })} className={classes.tools}>
        <Button size="sm" variant="default" leftSection={<Columns3 size={16} />} onClick={() => addColumn('when')}>{t('table.addInput')}</Button>
        <Button size="sm" variant="default" leftSection={<Columns3 size={16} />} onClick={() => addColumn('gives')} disabled={!changes.table?.outputs}>{t('table.addOutput')}</Button>
        {tool(t('table.columnLeft'), ArrowLeft, inColumn && index > 0, () => moveColumn(at.column, -1))}
        {tool(t('table.columnRight'), ArrowRight, inColumn && index < many - 1, () => moveColumn(at.column, 1))}
        {tool(t('table.removeColumn'), Trash2, inColumn && many > 1 && (side === 'when' || changes.table?.outputs !== null), () => changes.removeColumn(side, index))}
      </div>
      <div className={classes.tools}>
        {text.default
          ? <Button size="sm" variant="default" onClick={() => changes.orElse(null)}>{t('table.noOtherwise')}</Button>
          : <Button size="sm" variant="default" onClick={() => changes.orElse(outputs.map(() => ''))}>{t('table.addOtherwise')}</Button>}
        {tool(t('table.undo'), Undo2, changes.canUndo, changes.undo)}
      </div>
    </div>
  );
}
