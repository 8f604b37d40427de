import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import classes from './Failure.module.css';
import { Notice } from './Notice';
import { sentence, sentences } from './sentence';

type FailureProps = { error: unknown; retry?: (() => void) | undefined; title?: string };

/** A refusal or a fault, where it belongs: what happened, what to do, and the number by which the log finds it. */
export function Failure({ error, retry, title }: FailureProps) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  const text = problem?.status === 0 ? t('failure.unreachable') : error instanceof Error ? error.message : String(error);
  // A fault that only repeats what the whole says would be read twice.
  const faults = problem?.faults.filter((fault) => fault.detail !== problem.message) ?? [];
  const again = retry && <Button size="sm" variant="default" onClick={retry}>{t('failure.retry')}</Button>;
  return (
    <Notice tone="bad" role="alert" title={title ?? t('failure.title')} actions={again}>
      <p className={classes.line}>{sentence(text)}</p>
      {problem?.remedy && <p className={classes.line}>{sentence(problem.remedy)}</p>}
      {faults.length > 0 && (
        <ul className={classes.faults}>
          {faults.map((fault, index) => <li key={index}>{sentences(fault.detail, fault.remedy)}</li>)}
        </ul>
      )}
      {problem?.request && <p className={classes.request}>{t('failure.request', { id: problem.request })}</p>}
    </Notice>
  );
}
