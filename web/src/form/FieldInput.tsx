/** One field of a form, by its type. Labels, help, limits and options are the designer's; states are the server's. */
import { Checkbox, Group, NativeSelect, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldView } from '@/api/types';
import { fromLocal, toLocal } from '@/ui/localTime';
import { FileInput } from './FileInput';
import { currencySign, decimalSign, groupSign } from './numbers';
import { ListInput } from './ListInput';
import { ObjectInput } from './ObjectInput';
import { GroupInput, PersonInput } from './PersonInput';

export type InputProps = {
  field: FieldView;
  value: unknown;
  error?: string | undefined;
  onChange: (value: unknown) => void;
  onBlur: () => void;
};

const NATIVE: Record<string, { type: string; inputMode?: 'email' | 'tel' | 'url'; autoComplete?: string }> = {
  text: { type: 'text' },
  email: { type: 'email', inputMode: 'email' },
  phone: { type: 'tel', inputMode: 'tel' },
  url: { type: 'url', inputMode: 'url' },
  date: { type: 'date' },
  time: { type: 'time' },
};

export function FieldInput(props: InputProps) {
  switch (props.field.type) {
    case 'long-text':
      return <LongText {...props} />;
    case 'number':
    case 'money':
      return <NumberField {...props} />;
    case 'choice':
      return <ChoiceField {...props} />;
    case 'choices':
      return <ChoicesField {...props} />;
    case 'yes-no':
      return <YesNoField {...props} />;
    case 'date-time':
      return <DateTimeField {...props} />;
    case 'person':
      return <PersonInput {...props} />;
    case 'group':
      return <GroupInput {...props} />;
    case 'file':
    case 'files':
      return <FileInput {...props} />;
    case 'list':
      return <ListInput {...props} />;
    case 'object':
      return <ObjectInput {...props} />;
    case 'signature':
      return <SignatureField {...props} />;
    default:
      return <LineField {...props} />;
  }
}

/** What every input is told about its field. The id is where the summary's links and the focus go. */
export function common({ field, error, onBlur }: InputProps) {
  return {
    id: `field-${field.id}`,
    name: field.id,
    label: field.label,
    description: field.help ?? undefined,
    required: field.required,
    disabled: field.read_only,
    error,
    onBlur,
  };
}

const optionsOf = (field: FieldView) => field.options.map(({ value, label }) => ({ value: String(value), label }));
const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));

function LineField(props: InputProps) {
  const { field, value, onChange } = props;
  const native = NATIVE[field.type] ?? { type: 'text' };
  const limits = native.type === 'date' ? { min: textOf(field.min) || undefined, max: textOf(field.max) || undefined } : {};
  return (
    <TextInput
      {...common(props)} {...native} {...limits}
      maxLength={field.max_length ?? undefined}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

/** Signed by typing one's name: who signs is the person who is signed in, and the entry says when. */
function SignatureField(props: InputProps) {
  const { t } = useTranslation();
  const { value, onChange } = props;
  return (
    <TextInput
      {...common(props)}
      description={props.field.help ?? t('form.sign')}
      autoComplete="name"
      styles={{ input: { fontStyle: 'italic', fontSize: '1.125rem' } }}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

function LongText(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <Textarea
      {...common(props)} autosize minRows={3} maxRows={14}
      maxLength={field.max_length ?? undefined}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

function NumberField(props: InputProps) {
  const { field, value, onChange } = props;
  const isMoney = field.type === 'money';
  const sign = isMoney && field.currency ? currencySign(field.currency) : null;
  return (
    <NumberInput
      {...common(props)}
      hideControls
      inputMode="decimal"
      thousandSeparator={isMoney ? groupSign() : undefined}
      decimalSeparator={decimalSign()}
      decimalScale={isMoney ? 2 : undefined}
      leftSection={sign ? <span aria-hidden>{sign}</span> : undefined}
      rightSection={field.unit ? <span>{field.unit}</span> : undefined}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      onChange={(next) => onChange(next === '' ? null : next)}
    />
  );
}

function ChoiceField(props: InputProps) {
  const { t } = useTranslation();
  const { field, value, onChange } = props;
  return (
    <NativeSelect
      {...common(props)} size="md"
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: t('form.choose') }, ...optionsOf(field)]}
    />
  );
}

function ChoicesField(props: InputProps) {
  const { field, value, onChange } = props;
  const { id, label, description, required, error } = common(props);
  return (
    <Checkbox.Group
      id={id} size="md" label={label} description={description} required={required} error={error}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(next) => onChange(next.length > 0 ? next : null)}
    >
      <Stack gap={10} mt={8}>
        {optionsOf(field).map((option) => (
          <Checkbox key={option.value} size="md" value={option.value} label={option.label} disabled={field.read_only} onBlur={props.onBlur} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function YesNoField(props: InputProps) {
  const { t } = useTranslation();
  const { field, value, onChange } = props;
  const { id, label, description, required, error, name } = common(props);
  return (
    <Radio.Group
      id={id} name={name} size="md" label={label} description={description} required={required} error={error}
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      onChange={(next) => onChange(next === 'yes')}
    >
      <Group gap={24} mt={8}>
        <Radio size="md" value="yes" label={t('form.yes')} disabled={field.read_only} onBlur={props.onBlur} />
        <Radio size="md" value="no" label={t('form.no')} disabled={field.read_only} onBlur={props.onBlur} />
      </Group>
    </Radio.Group>
  );
}

/** The browser's field has the person's own time; the API has UTC. */
function DateTimeField(props: InputProps) {
  const { value, onChange } = props;
  return (
    <TextInput
      {...common(props)} type="datetime-local"
      value={localOf(value)}
      onChange={(event) => onChange(fromLocal(event.currentTarget.value)?.toISOString() ?? null)}
    />
  );
}

function localOf(value: unknown): string {
  const moment = typeof value === 'string' ? new Date(value) : null;
  return !moment || Number.isNaN(moment.getTime()) ? '' : toLocal(moment);
}
