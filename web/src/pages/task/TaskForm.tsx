import { Textarea } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { useComplete, useSaveTaskDraft } from '@/api/tasks';
import type { Choice, FieldView, Task } from '@/api/types';
import { DraftStatus } from '@/form/DraftStatus';
import { errorsOf, missing, type FieldErrors } from '@/form/faults';
import { FaultSummary } from '@/form/FaultSummary';
import { FormBody } from '@/form/FormBody';
import type { Values } from '@/form/draftQueue';
import { useDraft } from '@/form/useDraft';
import { Failure } from '@/ui/Failure';
import { useForget, useKept } from '@/ui/shelf';
import { say } from '@/ui/toast';
import { useKeys } from '@/ui/useKeys';
import { useOnce } from '@/ui/useOnce';
import { Changes } from './Changes';
import { DecisionBar } from './DecisionBar';
import { DoneAgain } from './DoneAgain';
import classes from './TaskForm.module.css';

const Checklist = lazy(() => import('./Checklist').then((module) => ({ default: module.Checklist })));

type TaskFormProps = { task: Task; onDone: (next: string | null) => void };

/** What is asked, and the decision. All faults show at once; nothing typed is lost when the server refuses. */
export function TaskForm({ task, onDone }: TaskFormProps) {
  const { t } = useTranslation();
  const mine = task.may.complete;
  const save = useSaveTaskDraft(task.id);
  // What changes under the reader's eyes is shown, but counts as seen only once it was said: a press may come a moment after it.
  const draft = useDraft(task.form, ({ rev, typed, seen }) => save({ rev, values: typed, seen }), mine, { name: `${task.id}/form`, seen: { rev: task.rev, known: task.known } });
  const complete = useComplete(task.id);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [attempt, setAttempt] = useState(0);
  const [comment, setComment] = useKept(`${task.id}/comment`, '');
  const [checked, setChecked] = useKept<number[]>(`${task.id}/checked`, []);
  const once = useOnce();
  const clear = useForget();
  const [deciding, setDeciding] = useState<string | null>(null);

  const gaps = (choice: Choice, fields: FieldView[], values: Values): FieldErrors => {
    const found: FieldErrors = {};
    if (choice.needs_values) {
      for (const field of missing(fields, values)) found[field.id] = t('form.required', { label: field.label });
    }
    if (choice.needs_values && checked.length < task.checklist.length) found['checked'] = t('task.pointsOpen');
    if (choice.comment === 'required' && comment.trim() === '') found['comment'] = t('task.commentRequired', { choice: choice.label });
    return found;
  };
  const refuse = (found: FieldErrors) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const send = async (choice: Choice) => {
    setErrors({});
    setDeciding(choice.id);
    // What was typed last may have changed what is asked: that is known once it is saved.
    const { fields, values } = await draft.hold();
    const found = gaps(choice, fields, values);
    if (Object.keys(found).length > 0) {
      draft.resume();
      setDeciding(null);
      refuse(found);
      return false;
    }
    // Awaited, not told by callbacks: news of the decision may take this form from the page before the answer is here.
    const { next_task } = await complete.mutateAsync({ choice: choice.id, values, comment: comment.trim() || undefined, seen: draft.seen.rev, told: draft.seen.told, checked }).finally(() => setDeciding(null));
    clear(`${task.id}/form`, `${task.id}/comment`, `${task.id}/checked`);
    say(t('task.completed', { choice: choice.label, run: task.run }));
    onDone(next_task);
    return true;
  };
  const decide = (choice: Choice) => once(() => send(choice)).catch((error: unknown) => {
    draft.resume();
    if (!(error instanceof Problem)) return;
    refuse(errorsOf(error));
    if (error.code !== 'task.stale' && error.code !== 'task.rows_changed') return;
    // What stands here is still put together with what others put into a list, against what was seen at first. What they change
    // after this refusal is told by another one.
    const told = Number(error.params['rev']);
    if (Number.isInteger(told)) draft.tell(told);
  });

  const choices = mine ? task.choices : [];
  useKeys({
    'Mod+Enter': () => choices[0] && void decide(choices[0]),
    'Mod+s': draft.flush,
    ...Object.fromEntries(choices.slice(0, 3).map((choice, index) => [`Alt+${index + 1}`, () => void decide(choice)])),
  }, mine);

  const asked = draft.fields.filter((field) => field.shown);
  const takesComment = choices.some((choice) => choice.comment !== 'none');
  const needing = choices.filter((choice) => choice.comment === 'required').map((choice) => choice.label);
  const forget = (id: string) => setErrors(({ [id]: _, ...rest }) => rest);
  if (!mine && asked.length === 0) return null;

  return (
    <section className={classes.form} aria-label={t('task.asked')}>
      <FaultSummary errors={errors} fields={draft.fields} attempt={attempt} />
      {mine && <Changes before={draft.seen.known} now={task.known} />}
      {complete.error && Object.keys(errors).length === 0 && <Failure error={complete.error} />}
      {asked.length > 0 && (
        <div>
          <div className={classes.head}>
            <h3 className={classes.heading}>{t('task.asked')}</h3>
            {mine && <DraftStatus draft={draft} />}
          </div>
          <FormBody draft={draft} errors={errors} onChanged={forget} locked={!mine} />
        </div>
      )}
      {asked.length === 0 && task.checklist.length === 0 && choices.length === 1 && <p className={classes.nothing}>{t('task.nothingToFill')}</p>}
      {mine && task.checklist.length > 0 && (
        <Suspense>
          <Checklist points={task.checklist} checked={checked} error={errors['checked']} onChange={(next) => { setChecked(next); forget('checked'); }} />
        </Suspense>
      )}
      {takesComment && (
        <Textarea
          id="field-comment"
          className={classes.comment}
          label={t('task.comment')}
          description={needing.length > 0 ? t('task.commentHelp', { choices: new Intl.ListFormat(undefined, { type: 'disjunction' }).format(needing) }) : t('task.commentOptional')}
          autosize minRows={2} maxRows={10}
          value={comment}
          error={errors['comment']}
          onChange={(event) => { setComment(event.currentTarget.value); forget('comment'); }}
        />
      )}
      <DoneAgain choices={choices} />
      {choices.length > 0 && <DecisionBar choices={choices} deciding={deciding} onDecide={(choice) => void decide(choice)} />}
    </section>
  );
}
