import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { tryDecision } from '@/api/decisions';
import type { Decision, DecisionTried } from '@/api/types';
import fields from '@/expression/Expression.module.css';
import { dataOf, useSample } from '@/expression/sample';
import { nameOf } from '@/diagram/condition';
import { SampleInput } from '@/expression/SampleInput';
import { readTable } from '@/table/readTable';
import classes from '@/table/Table.module.css';
import { TableView } from '@/table/TableView';
import { read } from '@/yaml/edit';
import { inputsOf, usesOthers } from './inputsOf';

const TYPING_MS = 250;
/** A text tried on made-up inputs, with the live versions of what it uses. */
function useTried(id: string, source: string) {
  const sample = useSample();
  const [asked] = useDebouncedValue(source, TYPING_MS);
  const uses = useMemo(() => inputsOf(asked), [asked]);
  const [inputs] = useDebouncedValue(dataOf(sample.texts, uses), TYPING_MS);
  const isAsked = Object.keys(inputs).length > 0;
  const tried = useQuery({
    queryKey: ['decision-tried', id, asked, inputs],
    queryFn: () => tryDecision(id, inputs, asked),
    enabled: isAsked, staleTime: Infinity, gcTime: 30_000, retry: false,
  });
  return { uses, sample, answer: isAsked ? tried.data : undefined };
}

/** The decision's table, and a row of made-up inputs that lights the rules they meet. */
export function TryDecision({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const tried = useTried(decision.id, decision.source);
  const table = readTable(read(decision.source), '/table');
  return (
    <section className={classes.editor} aria-label={t('table.tryOut')}>
      {table && <TableView title={decision.title} text={table.text} hits={tried.answer?.problem === 'no_rule' ? [] : (tried.answer?.rules ?? []).map((rule) => rule - 1)} />}
      <Inputs title={t('table.tryOut')} tried={tried} />
    </section>
  );
}

/** The whole of a decision that is being written, tried with the decisions that it uses. */
export function TryWhole({ id, source }: { id: string; source: string }) {
  const { t } = useTranslation();
  const tried = useTried(id, source);
  if (!usesOthers(source)) return null;
  return <section className={fields.group} aria-label={t('decisions.tryWhole')}><Inputs title={t('decisions.tryWhole')} tried={tried} /></section>;
}

function Inputs({ title, tried: { uses, sample, answer } }: { title: string; tried: ReturnType<typeof useTried> }) {
  return (
    <div className={classes.tryOut}>
      <h2 className={classes.tryTitle}>{title}</h2>
      <div className={classes.sample}>
        {uses.map((used) => <SampleInput key={used.name} used={used} label={nameOf(used.name, sample.labels)} value={sample.texts[used.name] ?? ''} onChange={(text) => sample.set(used.name, text)} />)}
      </div>
      {answer && <Answer tried={answer} />}
    </div>
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
