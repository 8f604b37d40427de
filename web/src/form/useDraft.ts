/**
 * A form that is being filled in: values here at once, kept by the server a moment later.
 *
 * The server answers each save with the new states of the fields (shown, required, read-only, message, options); nothing
 * of that is worked out here. Saves run one after the other, and the last values always get through.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FieldView, FormState } from '@/api/types';

export type Values = Record<string, unknown>;
type Save = (draft: { rev: number; values: Values }) => Promise<FormState>;
type DraftStatus = 'idle' | 'waiting' | 'saving' | 'saved' | 'failed';
export type Draft = {
  fields: FieldView[];
  values: Values;
  status: DraftStatus;
  savedAt: string | null;
  error: unknown;
  set: (id: string, value: unknown) => void;
  flush: () => void;
  /** Ends saving before the form is sent: a save that arrives after it would bring the draft back. */
  hold: () => Promise<void>;
  /** Saving goes on, because the form was refused. */
  resume: () => void;
};

const SAVE_AFTER_MS = 1_000;

export function useDraft(form: FormState, save: Save, enabled = true): Draft {
  const [fields, setFields] = useState(form.fields);
  const [values, setValues] = useState<Values>(() => valuesOf(form.fields));
  const [status, setStatus] = useState<DraftStatus>(form.saved_at ? 'saved' : 'idle');
  const [savedAt, setSavedAt] = useState(form.saved_at);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef({ values, rev: form.rev, dirty: false, busy: false, held: false, gone: false, save });
  const running = useRef<Promise<void>>(Promise.resolve());
  latest.current.save = save;
  const timer = useRef<number | undefined>(undefined);

  const send = useCallback(async () => {
    const state = latest.current;
    if (state.busy || !state.dirty || state.gone || state.held) return;
    state.busy = true;
    state.dirty = false;
    setStatus('saving');
    try {
      const answer = await state.save({ rev: state.rev, values: state.values });
      state.rev = answer.rev;
      if (state.gone) return;
      setFields(answer.fields);
      setSavedAt(answer.saved_at);
      setStatus('saved');
      setError(null);
    } catch (failure) {
      if (state.gone) return;
      setStatus('failed');
      setError(failure);
    } finally {
      state.busy = false;
      if (state.dirty) running.current = send();
    }
  }, []);

  const begin = useCallback(() => {
    if (!latest.current.busy) running.current = send();
  }, [send]);

  const set = useCallback((id: string, value: unknown) => {
    const state = latest.current;
    state.values = { ...state.values, [id]: value };
    state.dirty = true;
    setValues(state.values);
    if (!enabled) return;
    setStatus('waiting');
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(begin, SAVE_AFTER_MS);
  }, [enabled, begin]);

  const flush = useCallback(() => {
    window.clearTimeout(timer.current);
    if (enabled) begin();
  }, [enabled, begin]);

  const hold = useCallback(async () => {
    window.clearTimeout(timer.current);
    latest.current.held = true;
    await running.current;
  }, []);

  const resume = useCallback(() => {
    Object.assign(latest.current, { held: false, dirty: true });
    flush();
  }, [flush]);

  useEffect(() => {
    const state = latest.current;
    state.gone = false;
    return () => {
      window.clearTimeout(timer.current);
      // What was typed in the last second is still kept when the person goes elsewhere.
      if (state.dirty && !state.busy && !state.held && enabled) void state.save({ rev: state.rev, values: state.values }).catch(() => undefined);
      state.gone = true;
    };
  }, [enabled]);

  return { fields, values, status, savedAt, error, set, flush, hold, resume };
}

function valuesOf(fields: FieldView[]): Values {
  return Object.fromEntries(fields.map((field) => [field.id, field.value ?? null]));
}
