import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDecision } from '@/api/decisions';
import type { MadeSecret } from '@/api/types';
import { useDraft, usePublish, useWorkflow, type Noun } from '@/api/workflows';
import dialog from '@/ui/Dialog.module.css';
import { Failure } from '@/ui/Failure';
import { say } from '@/ui/toast';
import { useFocusBack } from '@/ui/useFocusBack';
import { MadeSecrets } from './MadeSecrets';
import { Moves } from './Moves';
import { OtherWays } from './OtherWays';
import { LeftBehind } from '../decisions/LeftBehind';

/** Makes the draft the live version. Running runs stay on the version they began with. */
export function PublishModal({ noun, id, rev, onClose }: { noun: Noun; id: string; rev: number; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const navigate = useNavigate();
  const publish = usePublish(id, noun);
  const isWorkflow = noun === 'workflows';
  const workflow = useWorkflow(id, isWorkflow);
  const decision = useDecision(id, !isWorkflow);
  const [typed, setNote] = useState<string | null>(null);
  const again = useDraft(id, noun).data?.same_as;
  const note = typed ?? (again ? t('editor.noteAgain', { version: again }) : '');
  const [chosen, setChosen] = useState<string[]>([]);
  const [made, setMade] = useState<MadeSecret[]>([]);
  const next = ((isWorkflow ? workflow : decision).data?.live_version ?? 0) + 1;
  const lead = isWorkflow ? t('editor.publishLead', { count: workflow.data?.open_runs ?? 0, version: next - 1 }) : t('editor.publishDecision', { version: next - 1 });
  const first = t(isWorkflow ? 'editor.publishFirst' : 'editor.publishFirstDecision');
  const leave = () => void navigate({ to: `/${noun}/$id`, params: { id } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate({ note: note.trim(), rev, ...(chosen.length > 0 ? { move: chosen } : {}) }, {
      onSuccess: ({ version, moved, secrets }) => {
        say(t('editor.published', { version }));
        const left = (moved ?? []).filter((run) => !run.moved);
        if (left.length > 0) say(t('moves.left', { runs: left.map((run) => run.run).join(', '), why: left[0]?.why ?? '' }));
        if ((secrets ?? []).length > 0) setMade(secrets ?? []);
        else leave();
      },
    });
  };
  if (made.length > 0) return <MadeSecrets secrets={made} onDone={leave} />;
  return (
    <Modal opened onClose={onClose} size="lg" title={t('editor.publishTitle', { version: next })} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          {publish.error && <Failure error={publish.error} />}
          <Text c="dimmed">{next > 1 ? lead : first}</Text>
          {isWorkflow && next > 1 && <OtherWays id={id} />}
          {isWorkflow && next > 1 && <Moves id={id} version={next - 1} chosen={chosen} onChange={setChosen} />}
          {decision.data && <LeftBehind decision={decision.data} />}
          <Textarea label={t('editor.note')} description={t('editor.noteHelp')} autosize minRows={2} data-autofocus required value={note} onChange={(event) => setNote(event.currentTarget.value)} />
          <Group justify="flex-end" className={dialog.actions}>
            <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" disabled={note.trim() === ''} loading={publish.isPending}>{t('editor.publish')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
