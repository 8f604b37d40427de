import { Button, FileButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Diagram } from '@/diagram/Diagram';
import { Notice } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/toast';
import { useKeys } from '@/ui/useKeys';
import back from '../task/TaskPage.module.css';
import { CheckPanel } from './CheckPanel';
import { DraftNotice } from './DraftNotice';
import classes from './Editor.module.css';
import { PublishModal } from './PublishModal';
import { TextArea } from './TextArea';
import { useChecked } from './useChecked';
import { useDefinitionDraft } from './useDefinitionDraft';

type EditorProps = {
  title: string;
  id: string | null;
  initial: string;
  rev: number | null;
  /** Where the text is one that was left before: throws it away. */
  restored?: (() => void) | undefined;
};
const SIZE_MAX = 2 * 1024 * 1024;

/** The text at the left, what is wrong with it at the right, its picture below, always. A fault leads to its place in the text. */
export function Editor({ title, id, initial, rev, restored }: EditorProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const mayDesign = useMay('draft.change');
  const draft = useDefinitionDraft({ id, initial, rev });
  const checked = useChecked(draft.source);
  const [publishing, publish] = useDisclosure(false);
  const save = () => void draft.save(checked.result?.id ?? null);
  useKeys({ 'Mod+s': save });

  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > SIZE_MAX) sayProblem(new Error(t('editor.tooLarge')));
    else draft.change(await file.text());
  };
  const outline = checked.result?.outline;
  const errors = checked.result?.faults.filter((fault) => fault.severity === 'error').length ?? 0;
  const blocked = errors + (checked.result?.publishable.length ?? 0) > 0 || checked.result === null || checked.checking;
  const openPublish = async () => {
    if (await draft.save(checked.result?.id ?? null, true)) publish.open();
  };
  const actions = mayDesign && (
    <>
      <span className={classes.saved} role="status">{draft.saving ? t('form.saving') : draft.savedRev !== null && !draft.changed ? t('editor.saved') : t('editor.unsaved')}</span>
      <FileButton onChange={(file) => void take(file)} accept=".yaml,.yml,text/yaml" inputProps={{ 'aria-label': t('editor.upload') }}>
        {(props) => <Button variant="default" leftSection={<Upload size={16} />} {...props}>{t('editor.upload')}</Button>}
      </FileButton>
      <Button variant="default" onClick={save} loading={draft.saving} disabled={!checked.result?.id || (!draft.changed && draft.savedRev !== null)}>{t('editor.save')}</Button>
      <Button onClick={() => void openPublish()} disabled={blocked}>{t('editor.publish')}</Button>
    </>
  );
  const above = (
    <Link to={id ? '/workflows/$id' : '/workflows'} params={{ id: id ?? '' }} className={back.back}>
      <ArrowLeft size={16} aria-hidden /> {t('nav.workflows')}
    </Link>
  );
  return (
    <Page title={title} width="wide" above={above} actions={actions}>
      <DraftNotice draft={draft} retry={save} />
      {restored && id === null && (
        <Notice tone="accent" title={t('editor.restored')} actions={<Button size="sm" variant="default" onClick={restored}>{t('editor.startOver')}</Button>} />
      )}
      <div className={classes.columns}>
        <TextArea ref={area} label={t('editor.definition')} value={draft.source} onChange={draft.change} faults={checked.result?.faults ?? []} />
        <CheckPanel checked={checked} source={draft.source} area={area} />
      </div>
      {outline && outline.steps.length > 0 && (
        <section className={classes.preview} aria-label={t('editor.preview')}>
          <h2 className={classes.panelTitle}>{t('editor.preview')}</h2>
          <Diagram outline={outline} label={t('editor.preview')} />
        </section>
      )}
      {publishing && draft.savedRev !== null && checked.result?.id && (
        <PublishModal id={checked.result.id} rev={draft.savedRev} onClose={publish.close} />
      )}
    </Page>
  );
}
