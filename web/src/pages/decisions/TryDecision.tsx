import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tryDecision } from '@/api/decisions';
import type { Decision, DecisionTried, UsedName } from '@/api/types';
import { dataOf, useSample } from '@/expression/sample';
import { SampleInput } from '@/expression/SampleInput';
import { readTable } from '@/table/readTable';
import classes from '@/table/Table.module.css';
import { TableView } from '@/table/TableView';
import { read } from '@/yaml/edit';

const TYPING_MS = 250;
const NUMBERS = ['number', 'money'];

/** The decision's table, and a row of made-up inputs that lights the rules they meet. */
export function TryDecision({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const sample = useSample();
  const uses: UsedName[] = decision.inputs.map((input) => ({ name: input.name, type: { kind: NUMBERS.includes(input.kind) ? 'number' : input.kind, options: input.options } }));
  const [inputs] = useDebouncedValue(dataOf(sample.texts, uses), TYPING_MS);
  const isAsked = Object.keys(inputs).length > 0;
  const tried = useQuery({
    queryKey: ['decision-tried', decision.id, decision.source, inputs],
    queryFn: () => tryDecision(decision.id, inputs, decision.source),
    enabled: isAsked, staleTime: Infinity, gcTime: 30_000,
  });
  const answer = isAsked ? tried.data : undefined;
  const table = readTable(read(decision.source), '/table');
  return (
    <section className={classes.editor} aria-label={t('table.tryOut')}>
      {table && <TableView title={decision.title} text={table.text} hits={answer?.problem === 'no_rule' ? [] : (answer?.rules ?? []).map((rule) => rule - 1)} />}
      <div className={classes.tryOut}>
        <h2 className={classes.tryTitle}>{t('table.tryOut')}</h2>
        <div className={classes.sample}>
          {uses.map((used) => <SampleInput key={used.name} used={used} value={sample.texts[used.name] ?? ''} onChange={(text) => sample.set(used.name, text)} />)}
        </div>
        {answer && <Answer tried={answer} />}
      </div>
    </section>
  );
}

const PROBLEMS = { no_rule: 'no-rule', several_rules: 'several-rules', different_outputs: 'different-outputs' } as const;

function Answer({ tried }: { tried: DecisionTried }) {
  const { t } = useTranslation();
  const notes = [...new Set(tried.decisions.flatMap((made) => made.notes))];
  const wrong = Object.entries(tried.wrong_inputs).map(([name, why]) => `${name}: ${String(why)}`);
  const problem = tried.problem !== null && tried.problem !== undefined && tried.problem in PROBLEMS ? PROBLEMS[tried.problem as keyof typeof PROBLEMS] : null;
  return (
    <>
      <p className={classes.outcome} role="status">
        {problem !== null ? t(`table.problems.${problem}`) : <>{t('expression.gives')} <code>{typeof tried.result === 'string' ? tried.result : JSON.stringify(tried.result)}</code></>}
      </p>
      {[...wrong, ...notes].length > 0 && <ul className={classes.notes}>{[...wrong, ...notes].map((note) => <li key={note}>{note}</li>)}</ul>}
    </>
  );
}
