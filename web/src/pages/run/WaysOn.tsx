import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMovePreview } from '@/api/moving';
import { useRun } from '@/api/runs';
import { FieldInput } from '@/form/FieldInput';

type Values = Record<string, unknown>;

type ChangeProps = { run: string; many?: boolean; values: Values; onChange: (values: Values) => void };

/** What differs from run to run, and would be sent from one to all. */
const OF_ONE_RUN = ['list', 'object', 'file', 'files'];

/** Changes values of a run before a step is tried again; of many runs at once each begins empty. */
export function ChangeValues({ run, many = false, values, onChange }: ChangeProps) {
  const { t } = useTranslation();
  const known = useRun(run);
  const [chosen, setChosen] = useState<string | null>(null);
  const fields = (known.data?.changeable ?? []).filter((field) => !many || !OF_ONE_RUN.includes(field.type));
  const field = fields.find((one) => one.id === chosen);
  return (
    <>
      <Select label={t('moves.field')} searchable value={chosen} onChange={setChosen} data={fields.map((one) => ({ value: one.id, label: one.label }))} />
      {field && (
        <FieldInput
          key={field.id} field={field} value={field.id in values ? values[field.id] : many ? null : field.value} onBlur={() => undefined}
          onChange={(value) => onChange({ ...values, [field.id]: value })}
        />
      )}
    </>
  );
}

/** The step at which what is stuck goes on. */
export function MoveTarget({ run, step, value, onChange }: { run: string; step: string; value: string | null; onChange: (step: string | null) => void }) {
  const { t } = useTranslation();
  const preview = useMovePreview(run, null, null);
  const place = preview.data?.places.find((one) => one.step === step);
  const data = (place?.targets ?? []).map((target) => ({ value: target.id, label: target.title }));
  return <Select label={t('moves.to')} searchable value={value} onChange={onChange} data={data} />;
}
