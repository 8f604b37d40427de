import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { useAddItem } from '@/api/runs';
import type { ItemForm } from '@/api/types';
import { FieldInput } from '@/form/FieldInput';
import { errorsOf, missing } from '@/form/faults';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';

type Props = { run: string; form: ItemForm; onClose: () => void };

/** One more of what is done for each: its value, or the columns of its row. */
export default function AddItem({ run, form, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const add = useAddItem(run);
  const [values, setValues] = useState<Record<string, unknown>>({});
  const errors = add.error instanceof Problem ? errorsOf(add.error) : {};

  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ step: form.step, thread: form.thread, values }, { onSuccess: () => { say(t('run.itemAdded')); onClose(); } });
  };
  return (
    <Modal opened onClose={onClose} title={t('run.addItemTo', { step: form.title })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={18}>
          {add.error && <Failure error={add.error} />}
          {form.fields.length === 0 && <p>{t('run.addItemPlain')}</p>}
          {form.fields.map((field) => (
            <FieldInput
              key={field.id} field={field} value={values[field.id] ?? null} error={errors[field.id]} onBlur={() => undefined}
              onChange={(value) => setValues((old) => ({ ...old, [field.id]: value }))}
            />
          ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={missing(form.fields, values).length > 0} loading={add.isPending}>{t('run.addItem')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
