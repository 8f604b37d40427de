/**
 * A form that is being filled in: values here at once, kept by the server a moment later.
 *
 * The server answers each save with the new states of the fields (shown, required, read-only, message, options); nothing
 * of that is worked out here.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FieldView, FormState } from '@/api/types';
import { shownValues } from './faults';
import { DraftQueue, type DraftStatus, type Save, type Values } from './draftQueue';

export type Draft = {
  fields: FieldView[];
  values: Values;
  status: DraftStatus;
  savedAt: string | null;
  error: unknown;
  set: (id: string, value: unknown) => void;
  flush: () => void;
  /** Ends saving, and gives what is to be sent: the values of the fields that are asked, as they are now. */
  hold: () => Promise<{ fields: FieldView[]; values: Values }>;
  resume: () => void;
  keepMine: () => void;
};

export function useDraft(form: FormState, save: Save, enabled = true): Draft {
  const [fields, setFields] = useState(form.fields);
  const [values, setValues] = useState<Values>(() => valuesOf(form.fields));
  const [status, setStatus] = useState<DraftStatus>(form.saved_at ? 'saved' : 'idle');
  const [savedAt, setSavedAt] = useState(form.saved_at);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef({ save, values, fields });
  latest.current.save = save;

  const [queue] = useState(() => new DraftQueue(form.rev, values, (draft) => latest.current.save(draft), {
    onStatus: (next, failure) => {
      setStatus(next);
      setError(failure ?? null);
    },
    onAnswer: (answer) => {
      latest.current.fields = answer.fields;
      setFields(answer.fields);
      setSavedAt(answer.saved_at);
    },
  }));

  const set = useCallback((id: string, value: unknown) => {
    latest.current.values = { ...latest.current.values, [id]: value };
    setValues(latest.current.values);
    if (enabled) queue.set(latest.current.values);
  }, [enabled, queue]);

  useEffect(() => {
    if (!enabled) return undefined;
    // What was typed in the last second is still kept when the person goes elsewhere, in the app or out of it.
    const leaving = () => { if (document.visibilityState === 'hidden') queue.flush(); };
    document.addEventListener('visibilitychange', leaving);
    return () => {
      document.removeEventListener('visibilitychange', leaving);
      queue.flush();
    };
  }, [enabled, queue]);

  const acts = useMemo(() => ({
    flush: () => { if (enabled) queue.flush(); },
    hold: async () => {
      await queue.hold();
      const { fields: asked, values: given } = latest.current;
      return { fields: asked, values: shownValues(asked, given) };
    },
    resume: () => { if (enabled) queue.resume(); },
    keepMine: () => queue.keepMine(),
  }), [enabled, queue]);
  return { fields, values, status, savedAt, error, set, ...acts };
}

function valuesOf(fields: FieldView[]): Values {
  return Object.fromEntries(fields.map((field) => [field.id, field.value ?? null]));
}
