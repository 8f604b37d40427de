import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type ChecklistProps = { points: string[]; checked: number[]; error?: string | undefined; onChange: (checked: number[]) => void };

/** What is ticked off before a task is done. */
export function Checklist({ points, checked, error, onChange }: ChecklistProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group id="field-checked" size="md" label={t('task.checklist')} error={error} value={checked.map(String)} onChange={(next) => onChange(next.map(Number))}>
      <Stack gap={10} mt={8}>{points.map((point, nth) => <Checkbox key={point} size="md" value={String(nth)} label={point} />)}</Stack>
    </Checkbox.Group>
  );
}
