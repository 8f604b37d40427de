import { Button, FileButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Upload } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { Noun } from '@/api/workflows';
import { Diagram } from '@/diagram/Diagram';
import { stateAt } from '@/diagram/trace';
import { useSample } from '@/expression/sample';
import box from '@/ui/Box.module.css';
import { CountTabs } from '@/ui/CountTabs';
import { Lines } from '@/ui/Loaded';
import { Notice } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/toast';
import { useKeys } from '@/ui/useKeys';
import back from '../task/TaskPage.module.css';
import { CheckPanel } from './CheckPanel';
import { DraftNotice } from './DraftNotice';
import classes from './Editor.module.css';
import type { Playing } from './TracePlayer';
import { TextArea } from './TextArea';
import { useChecked } from './useChecked';
import type { EditorView } from './views';
import { useJump } from './useJump';
import { useDefinitionDraft } from './useDefinitionDraft';

type EditorProps = {
  noun: Noun;
  title: string;
  id: string | null;
  initial: string;
  rev: number | null;
  /** Where the text is one that was left before: throws it away. */
  restored?: (() => void) | undefined;
};
const SIZE_MAX = 2 * 1024 * 1024;
const PublishModal = lazy(async () => ({ default: (await import('./PublishModal')).PublishModal }));
const Tables = lazy(async () => ({ default: (await import('./Tables')).Tables }));
const TryWhole = lazy(async () => ({ default: (await import('../decisions/TryDecision')).TryWhole }));
const Expressions = lazy(async () => ({ default: (await import('./Expressions')).Expressions }));

/**
 * The text, or its tables or expressions as fields, and what is wrong with it; its picture below, always. A fault leads to its
 * place in the text. All ways to edit change the same text.
 */
export function Editor({ noun, title, id, initial, rev, restored }: EditorProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const mayDesign = useMay('draft.change');
  const draft = useDefinitionDraft({ id, initial, rev, noun });
  const checked = useChecked(draft.source);
  const sample = useSample(checked.result?.outline?.labels);
  const navigate = useNavigate();
  const { view = 'text' } = useSearch({ strict: false }) as { view?: EditorView };
  const show = (next: EditorView) => void navigate({ to: '.', search: next === 'text' ? {} : { view: next }, replace: true });
  const [publishing, publish] = useDisclosure(false);
  const [playing, play] = useState<Playing | null>(null);
  const save = () => void draft.save(checked.result?.id ?? null);
  useKeys({ 'Mod+s': save });

  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > SIZE_MAX) sayProblem(new Error(t('editor.tooLarge')));
    else draft.change(await file.text());
  };
  const { outline, faults = [], tables = [], expressions = [] } = checked.result ?? {};
  const trace = playing === null ? [] : faults[playing.fault]?.trace ?? [];
  const errors = faults.filter((fault) => fault.severity === 'error').length;
  const blocked = errors + (checked.result?.publishable.length ?? 0) > 0 || checked.result === null || checked.checking;
  const { jump } = useJump(area, draft.source, view === 'text', () => show('text'));
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
    <Link to={id ? `/${noun}/$id` : `/${noun}`} params={{ id: id ?? '' }} className={back.back}>
      <ArrowLeft size={16} aria-hidden /> {t(`nav.${noun}`)}
    </Link>
  );
  return (
    <Page title={title} width="wide" above={above} actions={actions}>
      <DraftNotice draft={draft} retry={save} />
      {restored && id === null && (
        <Notice tone="accent" title={t('editor.restored')} actions={<Button size="sm" variant="default" onClick={restored}>{t('editor.startOver')}</Button>} />
      )}
      <CountTabs
        label={t('editor.views')} value={view} onChange={show}
        tabs={[
          { value: 'text', label: t('editor.viewText') },
          { value: 'tables', label: t('editor.viewTables'), count: tables.length },
          { value: 'expressions', label: t('editor.viewExpressions'), count: expressions.length },
        ]}
      >
        <div className={classes.columns} data-view={view}>
          {view === 'text' && <TextArea ref={area} label={t('editor.definition')} value={draft.source} onChange={draft.change} faults={faults} />}
          {view !== 'text' && (
            <Suspense fallback={<Lines count={6} />}>
              <div className={classes.fields}>
                {checked.result === null && <Lines count={6} />}
                {checked.result !== null && view === 'tables' && <Tables source={draft.source} tables={tables} faults={faults} sample={sample} onChange={draft.change} />}
                {checked.result !== null && view === 'tables' && noun === 'decisions' && (
                  <TryWhole id={id ?? checked.result.id ?? 'new'} source={draft.source} />
                )}
                {checked.result !== null && view === 'expressions' && <Expressions source={draft.source} expressions={expressions} sample={sample} labels={sample.labels} onChange={draft.change} />}
              </div>
            </Suspense>
          )}
          <CheckPanel checked={checked} source={draft.source} jump={jump} playing={playing} play={play} />
        </div>
      </CountTabs>
      {outline && outline.steps.length > 0 && (
        <section className={`${box.box} ${classes.preview}`} aria-label={t('editor.preview')}>
          <h2 className={box.heading}>{t('editor.preview')}</h2>
          {playing !== null && trace.length > 0 && <p role="status" className={classes.played}>{trace[Math.min(playing.at, trace.length - 1)]?.words}</p>}
          <Diagram outline={outline} label={t('editor.preview')} state={playing !== null && trace.length > 0 ? stateAt(trace, playing.at) : undefined} />
        </section>
      )}
      {publishing && draft.savedRev !== null && checked.result?.id && (
        <Suspense><PublishModal noun={noun} id={checked.result.id} rev={draft.savedRev} onClose={publish.close} /></Suspense>
      )}
    </Page>
  );
}
