import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Outline } from '@/api/types';
import type { FlowState } from './state';
import { Stepper } from './Stepper';

/** The diagram as a list, for those who do not see it: the same list that a phone shows. */
export function StepList({ outline, state }: { outline: Outline; state: FlowState | undefined }) {
  const { t } = useTranslation();
  return <VisuallyHidden><Stepper outline={outline} state={state} label={t('diagram.steps')} /></VisuallyHidden>;
}
