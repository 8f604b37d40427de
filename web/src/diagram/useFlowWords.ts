import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionText, nameOf, type ConditionWords, type Labels } from './condition';
import type { FlowWords } from './outline';

/** What handlers are called in a definition: a word, and what follows it. */
const HANDLERS = ['error', 'after', 'overdue', 'event', 'when', 'cancelled', 'undo'] as const;
const KEYS = ['is', 'isNot', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'and', 'or', 'yes', 'no'] as const;

/** What a diagram says by itself, in the reader's language, with fields as people call them. */
export function useFlowWords(labels: Labels): FlowWords {
  const { t } = useTranslation();
  return useMemo(() => {
    const words = Object.fromEntries(KEYS.map((key) => [key, t(`diagram.${key}`)])) as ConditionWords;
    const handler = (label: string) => {
      const [, word = label, rest = ''] = /^([\w-]+)(?:: (.*))?$/.exec(label) ?? [];
      const known = HANDLERS.find((one) => one === word);
      return known ? t(`diagram.handler.${known}`, { what: known === 'when' ? conditionText(rest, words, labels) : rest }) : label;
    };
    const time = (text: string) => {
      const [, name, sign, span] = /^([a-z_]\w*)(?: ([-+]) (\d.*))?$/i.exec(text) ?? [];
      if (!name) return text;
      const what = nameOf(name, labels);
      return sign ? t(sign === '-' ? 'diagram.before' : 'diagram.after', { span, what }) : what;
    };
    return { handler, time, otherwise: t('diagram.otherwise'), start: t('diagram.start'), end: t('diagram.end'), condition: (source) => conditionText(source, words, labels) };
  }, [t, labels]);
}
