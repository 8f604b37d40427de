import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { checkExpression, evaluateExpression, units } from '@/api/expressions';
import { nameOf } from '@/diagram/condition';
import type { CheckedExpression, Evaluated, Within } from '@/api/types';
import { Coded } from '@/ui/Coded';
import { sentence } from '@/ui/sentence';
import classes from './Expression.module.css';
import { ExpressionInput } from './ExpressionInput';
import { dataOf, type Sample } from './sample';
import { SampleInput } from './SampleInput';

const TYPING_MS = 250;
type ExpressionFieldProps = {
  label: string;
  where?: ReactNode;
  value: string;
  /** The same with fields as people call them, where that can be said. */
  inWords?: string | undefined;
  within: Within;
  sample: Sample;
  onChange: (text: string) => void;
};

/** An expression with what is wrong in it under its place, and what it gives on made-up values, as one types. */
export function ExpressionField({ label, where, value, inWords, within, sample, onChange }: ExpressionFieldProps) {
  const id = useId();
  const [asked] = useDebouncedValue({ text: value, within }, TYPING_MS);
  const checked = useQuery({
    queryKey: ['expression', asked.text, asked.within],
    queryFn: () => checkExpression(asked.text, asked.within),
    staleTime: Infinity, gcTime: 30_000,
  });
  const found = asked.text === value ? checked.data : undefined;
  const fault = found?.faults[0];
  return (
    <div className={classes.field}>
      <span className={classes.label}>{label}{where && <span className={classes.where}> · {where}</span>}</span>
      <ExpressionInput
        value={value} label={label} within={() => within} onChange={onChange} className={classes.input}
        invalid={fault !== undefined} describedBy={fault ? id : undefined}
      />
      {inWords && !fault && <p className={classes.words}>{inWords}</p>}
      {fault && <Fault id={id} text={value} fault={fault} />}
      {checked.data && checked.data.faults.length === 0 && (
        <Live text={asked.text} within={asked.within} uses={checked.data.uses} sample={sample} />
      )}
    </div>
  );
}

function Fault({ id, text, fault }: { id: string; text: string; fault: CheckedExpression['faults'][number] }) {
  const before = text.slice(0, units(text, fault.start));
  const from = [...before.slice(before.lastIndexOf('\n') + 1)].length;
  const width = Math.max(1, Math.min(fault.end - fault.start, [...(text.slice(before.length).split('\n')[0] ?? '')].length));
  const line = before.split('\n').length;
  return (
    <>
      {text.includes('\n')
        ? <pre className={classes.caret} aria-hidden>{`${text.split('\n')[line - 1] ?? ''}\n${' '.repeat(from)}${'^'.repeat(width)}`}</pre>
        : <pre className={classes.caret} aria-hidden>{`${' '.repeat(from)}${'^'.repeat(width)}`}</pre>}
      <p className={classes.fault} id={id}>
        <Coded text={sentence(fault.message)} />{' '}
        {fault.remedy && <span className={classes.remedy}><Coded text={sentence(fault.remedy)} /></span>}
      </p>
    </>
  );
}

/** What each part gave: the answer to "why is this false?". */
function Parts({ text, parts }: { text: string; parts: Evaluated['parts'] }) {
  const { t } = useTranslation();
  const letters = [...text];
  return (
    <details className={classes.parts}>
      <summary>{t('expression.why')}</summary>
      <ul>
        {parts.map((part, at) => (
          <li key={at} style={{ paddingInlineStart: `${Math.min(part.depth, 12) * 14}px` }}>
            <code>{letters.slice(part.start, part.end).join('')}</code> = <code>{part.text}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

type LiveProps = { text: string; within: Within; uses: CheckedExpression['uses']; sample: Sample };

/** The value on made-up data. */
function Live({ text, within, uses, sample }: LiveProps) {
  const { t } = useTranslation();
  const [data] = useDebouncedValue(dataOf(sample.texts, uses), TYPING_MS);
  const isAsked = uses.length === 0 || Object.keys(data).length > 0;
  const query = useQuery({
    queryKey: ['expression-value', text, within, data],
    queryFn: () => evaluateExpression(text, within, data),
    enabled: isAsked, staleTime: Infinity, gcTime: 30_000,
  });
  return (
    <>
      {uses.length > 0 && (
        <div className={classes.sample} role="group" aria-label={t('expression.sample')}>
          {uses.map((used) => <SampleInput key={used.name} used={used} label={nameOf(used.name, sample.labels)} value={sample.texts[used.name] ?? ''} onChange={(next) => sample.set(used.name, next)} />)}
        </div>
      )}
      {isAsked && query.data && (
        <div className={classes.value} role="status">
          {t('expression.gives')} <code>{query.data.text}</code>
          {query.data.parts.length > 1 && <Parts text={text} parts={query.data.parts} />}
          {query.data.notes.length > 0 && <ul className={classes.notes}>{query.data.notes.map((note, at) => <li key={at}><Coded text={sentence(note.message)} /></li>)}</ul>}
        </div>
      )}
    </>
  );
}
