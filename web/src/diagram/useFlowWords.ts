import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionText, type ConditionWords } from './condition';
import type { FlowWords } from './outline';

const KEYS = ['is', 'isNot', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'and', 'or', 'yes', 'no'] as const;

/** What a diagram says by itself, in the reader's language. */
export function useFlowWords(): FlowWords {
  const { t } = useTranslation();
  return useMemo(() => {
    const words = Object.fromEntries(KEYS.map((key) => [key, t(`diagram.${key}`)])) as ConditionWords;
    return { otherwise: t('diagram.otherwise'), start: t('diagram.start'), end: t('diagram.end'), condition: (source) => conditionText(source, words) };
  }, [t]);
}
