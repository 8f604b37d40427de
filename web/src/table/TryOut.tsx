import { useTranslation } from 'react-i18next';
import type { DecidedTable, UsedName } from '@/api/types';
import type { Sample } from '@/expression/sample';
import { nameOf } from '@/diagram/condition';
import { SampleInput } from '@/expression/SampleInput';
import classes from './Table.module.css';

const PROBLEMS = ['no-rule', 'several-rules', 'different-outputs'] as const;
type TryOutProps = { uses: UsedName[]; sample: Sample; decided: DecidedTable | undefined };

/** A row of made-up values: the rules they meet light up, and what the table gives is told. */
export function TryOut({ uses, sample, decided }: TryOutProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.tryOut} aria-label={t('table.tryOut')}>
      <h3 className={classes.tryTitle}>{t('table.tryOut')}</h3>
      <div className={classes.sample}>
        {uses.map((used) => <SampleInput key={used.name} used={used} label={nameOf(used.name, sample.labels)} value={sample.texts[used.name] ?? ''} onChange={(next) => sample.set(used.name, next)} />)}
      </div>
      {decided?.readable && <p className={classes.outcome} role="status"><Outcome decided={decided} /></p>}
      {decided && decided.notes.length > 0 && <ul className={classes.notes}>{[...new Set(decided.notes)].map((note) => <li key={note}>{note}</li>)}</ul>}
    </section>
  );
}

function Outcome({ decided }: { decided: DecidedTable }) {
  const { t } = useTranslation();
  const problem = PROBLEMS.find((one) => one === decided.problem);
  if (problem) return <>{t(`table.problems.${problem}`)}</>;
  const given = Object.entries(decided.outputs).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const rules = decided.hits.map((rule) => rule + 1).join(', ');
  return (
    <>
      {decided.hits.length === 0 ? t('table.byOtherwise') : t('table.byRules', { count: decided.hits.length, rules })} <code>{given.join(', ')}</code>
    </>
  );
}
