import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { isAnswer } from '@/api/intents';
import { fillPublicForm, sendPublicForm, type Filled, type FormName } from '@/api/forms';
import type { PublicForm } from '@/api/types';
import { errorsOf, missing, type FieldErrors } from '@/form/faults';
import { FaultSummary } from '@/form/FaultSummary';
import { FormBody } from '@/form/FormBody';
import { useDraft } from '@/form/useDraft';
import { Failure } from '@/ui/Failure';
import { Markdown } from '@/ui/Markdown';
import { useKeys } from '@/ui/useKeys';
import { useOnce } from '@/ui/useOnce';
import { Gate } from '../sign-in/Gate';
import classes from './PublicForm.module.css';

// Fetched along with this page, not after it.
void import('@/form/FieldInput');

type FormSheetProps = { name: FormName; form: PublicForm; onSent: (sent: Sent) => void };
/** `earlier`: it had arrived before, without what was changed since. */
export type Sent = { run: string; earlier: boolean };

/** The form itself. The server says what is shown and asked while it is filled in; what is typed stays here until it is sent. */
export function FormSheet({ name, form, onSent }: FormSheetProps) {
  const { t } = useTranslation();
  const draft = useDraft({ rev: 0, saved_at: null, fields: form.fields, typed: [], seen: null }, ({ values }) => fillPublicForm(name, values));
  const once = useOnce();
  const unanswered = useRef<Filled[]>([]);
  const website = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const [doubtful, setDoubtful] = useState(false);
  const [sending, setSending] = useState(false);
  useStay(draft.status !== 'idle');

  const refuse = (found: FieldErrors) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const send = async () => {
    setErrors({});
    setFailure(null);
    setDoubtful(false);
    setSending(true);
    // What was typed last may have changed what is asked: that is known once the server has seen it.
    const { fields, values } = await draft.hold();
    const gaps = missing(fields, values);
    if (gaps.length > 0) {
      draft.resume();
      refuse(Object.fromEntries(gaps.map((field) => [field.id, t('form.required', { label: field.label })])));
      return false;
    }
    const filled = { values, ticket: form.ticket, website: website.current?.value ?? '' };
    try {
      onSent({ run: await sendPublicForm(name, filled, unanswered.current.length === 0), earlier: false });
    } catch (error) {
      if (isTooOld(error) && unanswered.current.length > 0) {
        // Whether it arrived before cannot be found out any more. They are told; what they press then, they mean.
        unanswered.current = [];
        setDoubtful(true);
        draft.resume();
        return false;
      }
      if (!isAnswer(error)) unanswered.current = [filled, ...unanswered.current];
      if (!isOther(error)) throw error;
      onSent({ run: await sendEarlier(name, unanswered.current, error), earlier: true });
    }
    return true;
  };
  const submit = () => once(send).catch((error: unknown) => {
    draft.resume();
    const found = error instanceof Problem ? errorsOf(error) : {};
    if (Object.keys(found).some((id) => draft.fields.some((field) => field.id === id))) refuse(found);
    else setFailure(error);
  }).finally(() => setSending(false));
  useKeys({ 'Mod+Enter': () => void submit() });

  return (
    <Gate title={form.title} lead={form.workflow.title === form.title ? undefined : form.workflow.title} wide>
      {form.workflow.about && <div className={classes.about}><Markdown text={form.workflow.about} /></div>}
      <form className={classes.sheet} onSubmit={(event) => { event.preventDefault(); void submit(); }} noValidate aria-label={form.title}>
        <FaultSummary errors={errors} fields={draft.fields} attempt={attempt} />
        {failure !== null && <Failure error={failure} />}
        {doubtful && <p className={classes.doubt} role="alert">{t('publicForm.doubtful')}</p>}
        <FormBody draft={draft} errors={errors} onChanged={(id) => setErrors(({ [id]: _, ...rest }) => rest)} />
        <div className={classes.trap} aria-hidden="true">
          <label htmlFor="website">{t('publicForm.trap')}</label>
          <input ref={website} id="website" name="website" type="text" tabIndex={-1} autoComplete="off" defaultValue="" />
        </div>
        <div className={classes.foot}>
          <Button type="submit" size="md" loading={sending}>{t('publicForm.submit')}</Button>
          {draft.status === 'failed' && <span className={classes.unchecked} role="status">{t('publicForm.unchecked')}</span>}
        </div>
      </form>
    </Gate>
  );
}

/** Whether its ticket is not taken any more, and was not renewed: it may have arrived while it was. */
function isTooOld(error: unknown): boolean {
  return error instanceof Problem && error.code === 'form.too_old';
}

/** Whether the form has made a run already, of other values. */
function isOther(error: unknown): boolean {
  return error instanceof Problem && error.code === 'request.key_used';
}

/**
 * The answer to what was sent before was lost, and it was changed since: one form makes one run, so that one is told of. Which of
 * those without an answer it was is found by sending them again, the latest first.
 */
async function sendEarlier(name: FormName, [latest, ...before]: Filled[], refused: unknown): Promise<string> {
  if (!latest) throw refused;
  try {
    return await sendPublicForm(name, latest);
  } catch (error) {
    if (!isOther(error)) throw error;
    return sendEarlier(name, before, error);
  }
}

/** Asks before the page is left with something that was typed and not sent: it is kept nowhere else. */
function useStay(typed: boolean): void {
  useEffect(() => {
    if (!typed) return undefined;
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', leaving);
    return () => window.removeEventListener('beforeunload', leaving);
  }, [typed]);
}
