import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkTable, evaluateTable } from '@/api/expressions';
import type { Fault, TableSpot } from '@/api/types';
import { dataOf, type Sample } from '@/expression/sample';
import { announce } from '@/ui/announce';
import { Coded } from '@/ui/Coded';
import { sentences } from '@/ui/sentence';
import type { Read } from '@/yaml/edit';
import { faultsByCell, WHOLE_RULE } from './faultsByCell';
import { Findings } from './Findings';
import classes from './Table.module.css';
import { moveAny, TableGrid } from './TableGrid';
import { Toolbar } from './Toolbar';
import { TryOut } from './TryOut';
import { cellName, useGrid, type At } from './useGrid';
import { useTableText } from './useTableText';

const TYPING_MS = 300;
type TableEditorProps = { title: string; from: Read; spot: TableSpot; faults: Fault[]; sample: Sample; onChange: (source: string) => void };

/** A decision table as a spreadsheet: its cells, what it leaves open or covers twice, and a row to try it with. */
export function TableEditor({ title, from, spot, faults, sample, onChange }: TableEditorProps) {
  const { t } = useTranslation();
  const keysId = useId();
  const changes = useTableText(from, spot.path, onChange);
  const [at, setAt] = useState<At>({ row: 0, column: 0 });
  const [marked, setMarked] = useState<number[]>([]);
  const text = changes.table?.text;

  const addRule = (row: number, when?: string[]) => {
    changes.addRule(row, when);
    grid.focusSoon({ row, column: when ? (text?.inputs.length ?? 0) : 0 });
    announce(t('table.ruleAdded', { rule: row + 1 }));
  };
  const moveRow = (row: number, by: number) => {
    const to = row + by;
    if (!text || row < 0 || row >= text.rules.length || to < 0 || to >= text.rules.length) return;
    changes.moveRule(row, to);
    grid.focusSoon({ row: to, column: at.column });
    setAt({ row: to, column: at.column });
    announce(t('table.ruleMoved', { rule: to + 1 }));
  };
  const moveColumn = (column: number, by: number) => {
    if (!text || column + by < 0) return;
    const [own, other] = [changes.column(column), changes.column(column + by)];
    if (own.side !== other.side) return;
    moveAny(changes, text, column, column + by);
    grid.focusSoon({ row: at.row, column: column + by });
    setAt({ row: at.row, column: column + by });
  };
  const removeRow = (row: number) => {
    if (!text || row < 0 || row >= text.rules.length || text.rules.length < 2) return;
    changes.removeRule(row);
    grid.focusSoon({ row: Math.min(row, text.rules.length - 2), column: at.column });
    announce(t('table.ruleRemoved', { rule: row + 1 }));
  };
  const addColumn = (side: 'when' | 'gives') => {
    const many = side === 'when' ? text?.inputs.length : text?.outputs.length;
    changes.addColumn(side, many ?? 0, '');
    grid.focusSoon({ row: -1, column: side === 'when' ? (many ?? 0) : (text?.inputs.length ?? 0) + (many ?? 0) });
  };
  const grid = useGrid({ moveRow, moveColumn, addRow: (row) => addRule(row), removeRow });

  const [asked] = useDebouncedValue(from.source, TYPING_MS);
  const found = useQuery({ queryKey: ['table', spot.path, asked], queryFn: () => checkTable(asked, spot.path), staleTime: Infinity, gcTime: 30_000 });
  const [data] = useDebouncedValue(dataOf(sample.texts, spot.uses), TYPING_MS);
  const decided = useQuery({
    queryKey: ['table-value', spot.path, asked, data],
    queryFn: () => evaluateTable(asked, spot.path, data),
    enabled: Object.keys(data).length > 0, staleTime: Infinity, gcTime: 30_000,
  });
  const wrong = useMemo(() => faultsByCell(faults, spot.path, text), [faults, spot.path, text]);
  if (!text) return <p className={classes.quiet}>{t('table.noTable')}</p>;
  const tried = Object.keys(data).length > 0 ? decided.data : undefined;
  const here = wrong.get(cellName(at)) ?? wrong.get(cellName({ row: at.row, column: WHOLE_RULE }));
  return (
    <div className={classes.editor}>
      <Toolbar text={text} changes={changes} at={at} addRule={addRule} addColumn={addColumn} moveRow={moveRow} moveColumn={moveColumn} />
      <p id={keysId} className={classes.keys}>{t('table.keys')}</p>
      <TableGrid
        title={title} describedBy={keysId} path={spot.path} text={text} changes={changes} grid={grid} wrong={wrong} marked={marked}
        hits={tried?.problem === 'no-rule' ? [] : (tried?.hits ?? [])} onFocus={(next) => { setAt(next); setMarked([]); }}
      />
      <div aria-live="polite">{here && <p className={classes.fault}><Coded text={sentences(here)} /></p>}</div>
      {found.data && <Findings found={found.data} show={setMarked} addRule={(when) => addRule(text.rules.length, when)} />}
      {spot.uses.length > 0 && <TryOut uses={spot.uses} sample={sample} decided={tried} />}
    </div>
  );
}
