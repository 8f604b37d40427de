import { Button } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { say } from '@/ui/toast';
import classes from './WorkflowPage.module.css';

const KEY = /^(\s*(?:- )?)([\w-]+)(:.*)$/;

/** A definition as it was published, with line numbers, keys and comments told apart. */
export function Source({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const copy = () => void navigator.clipboard.writeText(text).then(() => say(t('workflow.copied')));
  return (
    <>
      <div className={classes.tools}><Button variant="subtle" size="compact-sm" leftSection={<Copy size={14} />} onClick={copy}>{t('workflow.copy')}</Button></div>
      <pre className={classes.source} tabIndex={0} role="region" aria-label={label}>
        {text.replace(/\n$/, '').split('\n').map((line, index) => (
          <div key={index} className={classes.line}>
            <span className={classes.number} aria-hidden>{index + 1}</span>
            <code className={classes.text}><Line text={line} /></code>
          </div>
        ))}
      </pre>
    </>
  );
}

function Line({ text }: { text: string }) {
  const comment = /(^|\s)#.*$/.exec(text);
  const body = comment ? text.slice(0, comment.index) : text;
  const key = KEY.exec(body);
  return (
    <>
      {key ? <>{key[1]}<span className={classes.word}>{key[2]}</span>{key[3]}</> : body}
      {comment && <span className={classes.comment}>{comment[0]}</span>}
      {text === '' && '\u200b'}
    </>
  );
}
