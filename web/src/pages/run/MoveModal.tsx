import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMovePreview, useMoveRun } from '@/api/moving';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';
import { Consequences } from './Consequences';

/** Sends a place of a run to another step: shows first what comes of it, then asks why. */
export function MoveModal({ run, onClose }: { run: string; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const [chosen, setChosen] = useState<string | null>(null);
  const [step, setStep] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const known = useMovePreview(run, null, null);
  const places = known.data?.places ?? [];
  const from = places.find((place) => String(place.place) === chosen) ?? places[0];
  const preview = useMovePreview(run, from?.place ?? null, step);
  const move = useMoveRun(run);
  const shown = step !== null ? preview.data : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!from || step === null) return;
    move.mutate({ places: [{ place: from.place, step }], reason: reason.trim() }, { onSuccess: () => { say(t('moves.done')); onClose(); } });
  };
  const ready = reason.trim() !== '' && shown !== undefined && !shown.refused;
  return (
    <Modal opened onClose={onClose} title={t('moves.title', { run })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          {(known.error ?? move.error) && <Failure error={known.error ?? move.error} />}
          {known.data && places.length === 0 && <Text>{t('moves.nowhere')}</Text>}
          {places.length > 1 && (
            <Select
              label={t('moves.from')} allowDeselect={false} value={String(from?.place ?? '')}
              data={places.map((place) => ({ value: String(place.place), label: place.title }))} onChange={(next) => { setChosen(next); setStep(null); }}
            />
          )}
          {from && (
            <Select
              label={t('moves.to')} description={t('moves.fromHere', { step: from.title })} searchable value={step} onChange={setStep}
              data={from.targets.map((target) => ({ value: target.id, label: target.title }))}
            />
          )}
          {shown && <Consequences preview={shown} />}
          <Textarea label={t('run.reason')} autosize minRows={2} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={!ready} loading={move.isPending}>{t('moves.move')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
