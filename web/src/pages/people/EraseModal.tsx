import { Button, Checkbox, Group, Modal, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useErase, useErasure } from '@/api/retention';
import type { Erasure, PersonItem } from '@/api/types';
import { Failure } from '@/ui/Failure';
import { Loaded } from '@/ui/Loaded';
import { Notice } from '@/ui/Notice';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';
import classes from './People.module.css';

/** Erases somebody: first what would go and why, then once more, by writing who it is. */
export function EraseModal({ person, onClose }: { person: PersonItem; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const erasure = useErasure(person.id);
  const erase = useErase(person.id);
  const [reason, setReason] = useState('');
  const [keeps, setKeeps] = useState(false);
  const [sure, setSure] = useState(false);
  const [written, setWritten] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sure) return setSure(true);
    erase.mutate({ reason: reason.trim(), keep_fields: keeps }, { onSuccess: () => { say(t('erase.done')); onClose(); } });
  };
  return (
    <Modal opened onClose={onClose} title={t('erase.title', { name: person.name })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          {erase.error && <Failure error={erase.error} />}
          {sure
            ? (
              <>
                <Notice tone="bad" title={t('erase.sure')}>{t('erase.sureText')}</Notice>
                <TextInput label={t('erase.write', { id: person.id })} required data-autofocus autoComplete="off" value={written} onChange={(event) => setWritten(event.currentTarget.value)} />
              </>
            )
            : (
              <>
                <Text>{t('erase.lead')}</Text>
                <Loaded query={erasure} lines={2}>{(found) => <WhatGoes erasure={found} />}</Loaded>
                <Textarea label={t('run.reason')} description={t('erase.reasonHelp')} autosize minRows={2} required data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
                <Checkbox label={t('erase.keep')} description={t('erase.keepHelp')} checked={keeps} onChange={(event) => setKeeps(event.currentTarget.checked)} />
              </>
            )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" color="red.9" loading={erase.isPending} disabled={sure ? written.trim() !== person.id : reason.trim() === ''}>
              {t(sure ? 'erase.erase' : 'erase.next')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function WhatGoes({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.goes}>
      <li>{t('erase.runs', { count: erasure.runs })}</li>
      <li>{t('erase.tasks', { count: erasure.open_tasks })}</li>
      {erasure.named_in.length > 0 && <li>{t('erase.named', { workflows: erasure.named_in.join(', ') })}</li>}
    </ul>
  );
}
