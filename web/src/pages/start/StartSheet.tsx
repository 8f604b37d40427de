import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { saveStartDraft, useStartRun } from '@/api/starts';
import type { StartForm, StartItem } from '@/api/types';
import { DraftStatus } from '@/form/DraftStatus';
import { errorsOf, missing, type FieldErrors } from '@/form/faults';
import { FaultSummary } from '@/form/FaultSummary';
import { FormBody } from '@/form/FormBody';
import { useDraft } from '@/form/useDraft';
import { Failure } from '@/ui/Failure';
import { Markdown } from '@/ui/Markdown';
import { useTitle } from '@/ui/Page';
import { say } from '@/ui/toast';
import { useKeys } from '@/ui/useKeys';
import { useOnce } from '@/ui/useOnce';
import classes from './Start.module.css';

// Fetched along with this page, not after it.
void import('@/form/FieldInput');

export function StartSheet({ item, form }: { item: StartItem; form: StartForm }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useTitle(form.title);
  const draft = useDraft({ ...form, seen: null }, ({ rev, typed }) => saveStartDraft(item.workflow.id, item.start, { rev, values: typed }));
  const start = useStartRun(item.workflow.id, item.start, form.saved_at !== null);
  const once = useOnce();
  const [errors, setErrors] = useState<FieldErrors>({});
  const [attempt, setAttempt] = useState(0);

  const refuse = (found: FieldErrors) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const send = async () => {
    setErrors({});
    // What was typed last may have changed what is asked: that is known once it is saved.
    const { fields, values } = await draft.hold();
    const gaps = missing(fields, values);
    if (gaps.length > 0) {
      draft.resume();
      refuse(Object.fromEntries(gaps.map((field) => [field.id, t('form.required', { label: field.label })])));
      return false;
    }
    const started = await start.mutateAsync(values);
    say(t('start.started', { run: started.key }));
    void navigate({ to: '/runs/$id', params: { id: started.key ?? started.run.id } });
    return true;
  };
  const submit = () => once(send).catch((error: unknown) => {
    draft.resume();
    if (error instanceof Problem) refuse(errorsOf(error));
  });
  useKeys({ 'Mod+Enter': () => void submit(), 'Mod+s': draft.flush });

  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>{form.title}</h1>
        <p className={classes.workflow}>{item.workflow.title}</p>
      </header>
      <form className={classes.sheet} onSubmit={(event) => { event.preventDefault(); void submit(); }} noValidate aria-label={form.title}>
        {form.guide && <div className={classes.guide}><Markdown text={form.guide} /></div>}
        <FaultSummary errors={errors} fields={draft.fields} attempt={attempt} />
        {start.error && Object.keys(errors).length === 0 && <Failure error={start.error} />}
        <FormBody draft={draft} errors={errors} onChanged={(id) => setErrors(({ [id]: _, ...rest }) => rest)} />
        <div className={classes.foot}>
          <Button type="submit" size="md" loading={start.isPending}>{t('start.submit')}</Button>
          <DraftStatus draft={draft} />
        </div>
      </form>
    </>
  );
}
