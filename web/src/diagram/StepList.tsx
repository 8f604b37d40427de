import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stateName } from '@/ui/State';
import type { Flow } from './outline';
import { wordOf, type FlowState } from './state';

/** The diagram as a list, for those who do not see it. */
export function StepList({ flow, state }: { flow: Flow; state: FlowState | undefined }) {
  const { t } = useTranslation();
  const steps = [...flow.cards.values()].filter((card) => card.kind === 'step');
  return (
    <VisuallyHidden>
      <ol aria-label={t('diagram.steps')}>
        {steps.map((card) => (
          <li key={card.id}>{state ? `${card.title}: ${t(`state.${stateName(wordOf(state.steps.get(card.step)))}`)}` : card.title}</li>
        ))}
      </ol>
    </VisuallyHidden>
  );
}
