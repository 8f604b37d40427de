import { Table2 } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault, TableSpot } from '@/api/types';
import type { Sample } from '@/expression/sample';
import { TableEditor } from '@/table/TableEditor';
import box from '@/ui/Box.module.css';
import { Empty } from '@/ui/Empty';
import { read } from '@/yaml/edit';
import classes from './Editor.module.css';
import { stepTitle } from './spots';

type TablesProps = { source: string; tables: TableSpot[]; faults: Fault[]; sample: Sample; onChange: (source: string) => void };

/** Every decision table of a definition. */
export function Tables({ source, tables, faults, sample, onChange }: TablesProps) {
  const { t } = useTranslation();
  const from = useMemo(() => read(source), [source]);
  if (tables.length === 0) return <Empty icon={Table2} title={t('editor.noTables')} text={t('editor.noTablesHint')} compact />;
  return (
    <>
      {tables.map((spot) => {
        const title = stepTitle(from, spot.path) ?? t('editor.table');
        return (
          <section key={spot.path} className={`${box.box} ${classes.table}`} aria-label={title}>
            <h2 className={box.heading}>{title}</h2>
            <TableEditor title={title} from={from} spot={spot} faults={faults} sample={sample} onChange={onChange} />
          </section>
        );
      })}
    </>
  );
}
