/**
 * A form that is being filled in: values here at once, kept by the server a moment later.
 *
 * The server answers each save with the new states of the fields (shown, required, read-only, message, options); nothing
 * of that is worked out here.
 */
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import type { FieldView, FormState } from '@/api/types';
import { useShelf } from '@/ui/shelf';
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

/** A form under way: what was typed, what the server said to it, and what is still to be saved. */
type Desk = {
  queue: DraftQueue;
  save: Save;
  values: Values;
  fields: FieldView[];
  rev: number;
  status: DraftStatus;
  savedAt: string | null;
  error: unknown;
  /** Who shows it now. */
  changed: () => void;
};

/** `name`: under which it is found again by a layout that takes the place of this one, where there may be one. */
export function useDraft(form: FormState, save: Save, enabled = true, name?: string): Draft {
  const shelf = useShelf();
  const [desk] = useState(() => {
    const known = name === undefined ? undefined : (shelf?.get(name) as Desk | undefined);
    if (known && !isBehind(known, form)) return known;
    const made = deskOf(form, save);
    if (name !== undefined && enabled) shelf?.set(name, made);
    return made;
  });
  desk.save = save;
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const { queue, fields, values, status, savedAt, error } = desk;
  useEffect(() => {
    desk.changed = draw;
    return () => {
      if (desk.changed === draw) desk.changed = () => {};
    };
  }, [desk]);

  const set = useCallback((id: string, value: unknown) => {
    desk.values = { ...desk.values, [id]: value };
    draw();
    if (enabled) queue.set(desk.values);
  }, [enabled, queue, desk]);

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
      return { fields: desk.fields, values: shownValues(desk.fields, desk.values) };
    },
    resume: () => { if (enabled) queue.resume(); },
    keepMine: () => queue.keepMine(),
  }), [enabled, queue, desk]);
  return { fields, values, status, savedAt, error, set, ...acts };
}

function deskOf(form: FormState, save: Save): Desk {
  const values = valuesOf(form.fields);
  const queue = new DraftQueue(form.rev, values, (draft) => desk.save(draft), {
    onStatus: (next, failure) => {
      desk.status = next;
      desk.error = failure ?? null;
      desk.changed();
    },
    onAnswer: (answer) => {
      desk.fields = answer.fields;
      desk.rev = answer.rev;
      desk.savedAt = answer.saved_at;
      desk.changed();
    },
  });
  const desk: Desk = {
    queue, save, values, fields: form.fields, rev: form.rev, status: form.saved_at ? 'saved' : 'idle', savedAt: form.saved_at, error: null, changed: () => {},
  };
  return desk;
}

/** Whether the server has a later draft than what was kept here, and nothing of that is still to be saved. */
function isBehind(desk: Desk, form: FormState): boolean {
  return form.rev > desk.rev && (desk.status === 'saved' || desk.status === 'idle');
}

function valuesOf(fields: FieldView[]): Values {
  return Object.fromEntries(fields.map((field) => [field.id, field.value ?? null]));
}
