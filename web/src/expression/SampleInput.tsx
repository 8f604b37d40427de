import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UsedName } from '@/api/types';

type SampleInputProps = { used: UsedName; label: string; value: string; onChange: (text: string) => void };

/** A made-up value of a name, to try an expression or a table on. */
export function SampleInput({ used: { type }, label, value, onChange }: SampleInputProps) {
  const { t } = useTranslation();
  const options = type.kind === 'yes-no' ? [{ value: 'true', label: t('expression.yes') }, { value: 'false', label: t('expression.no') }] : type.options;
  if (type.kind === 'choice' || type.kind === 'yes-no') {
    return (
      <NativeSelect
        label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: t('expression.empty') }, ...options]}
      />
    );
  }
  return (
    <TextInput
      size="sm" label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}
      inputMode={type.kind === 'number' ? 'decimal' : undefined} placeholder={PLACEHOLDERS[type.kind]} autoComplete="off"
    />
  );
}

const PLACEHOLDERS: Record<string, string> = { number: '1000', date: '2026-01-31', time: '09:30:00', 'date-time': '2026-01-31T09:30:00', list: '[1, 2]', object: '{ "name": "Ana" }' };
