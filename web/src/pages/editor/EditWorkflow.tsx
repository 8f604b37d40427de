import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDraft, useWorkflow } from '@/api/workflows';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import back from '../task/TaskPage.module.css';
import { Editor } from './Editor';

/** The draft of a workflow, or its live version where it has none yet. */
export function EditWorkflow() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/shell/workflows/$id/edit' });
  const workflow = useWorkflow(id);
  const draft = useDraft(id);
  const error = workflow.error ?? draft.error;
  if (error) return <div className={back.page}><Failure error={error} retry={() => { void workflow.refetch(); void draft.refetch(); }} /></div>;
  if (!workflow.data || draft.data === undefined) return <div className={back.page}><Lines count={8} /></div>;
  return (
    <Editor
      noun="workflows" key={id} id={id}
      title={t('editor.editTitle', { title: workflow.data.title })}
      initial={draft.data?.source ?? workflow.data.source}
      rev={draft.data?.rev ?? null}
    />
  );
}
