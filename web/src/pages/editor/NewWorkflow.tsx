import { useTranslation } from 'react-i18next';
import { Editor } from './Editor';
import { STARTER } from './starter';

/** A new workflow: written, pasted or uploaded, checked while it is. */
export function NewWorkflow() {
  const { t } = useTranslation();
  return <Editor title={t('editor.newTitle')} id={null} initial={STARTER} rev={null} />;
}
