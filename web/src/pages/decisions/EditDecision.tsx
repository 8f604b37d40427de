import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDecision } from '@/api/decisions';
import { useDraft } from '@/api/workflows';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import { Editor } from '../editor/Editor';
import back from '../task/TaskPage.module.css';

/** The draft of a decision, or its live version where it has none yet. */
export function EditDecision() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/shell/decisions/$id/edit' });
  const decision = useDecision(id);
  const draft = useDraft(id, 'decisions');
  const error = decision.error ?? draft.error;
  if (error) return <div className={back.page}><Failure error={error} retry={() => { void decision.refetch(); void draft.refetch(); }} /></div>;
  if (!decision.data || draft.data === undefined) return <div className={back.page}><Lines count={8} /></div>;
  return (
    <Editor
      noun="decisions" key={id} id={id}
      title={t('editor.editTitle', { title: decision.data.title })}
      initial={draft.data?.source ?? decision.data.source}
      rev={draft.data?.rev ?? null}
    />
  );
}
