/**
 * A form that is being filled in: values here at once, kept by the server a moment later.
 *
 * The server answers each save with the new states of the fields (shown, required, read-only, message, options); nothing
 * of that is worked out here.
 */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { FieldView, FormState } from '@/api/types';
import { useShelf } from '@/ui/shelf';
import { follow, NOBODY, takeDesk, type, typedOf, type KeptForm, type SaveSeen, type Seen } from './desk';
import type { DraftStatus, Values } from './draftQueue';
import { shownValues } from './faults';

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
  /** What the reader saw of all around the form, also in a layout before this one. */
  seen: Seen;
  /** They have been told what is new in this revision. */
  tell: (rev: number) => void;
};

/** `kept`: a form that a layout may have to take over from another one. */
export function useDraft(form: FormState, save: SaveSeen, enabled = true, kept?: KeptForm): Draft {
  const shelf = useShelf();
  const [desk] = useState(() => takeDesk(shelf, form, save, enabled, kept));
  const name = kept?.name;
  desk.save = save;
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const { queue, fields, values, status, savedAt, error, seen } = desk;
  useEffect(() => {
    desk.changed = draw;
    return () => {
      if (desk.changed === draw) desk.changed = NOBODY;
    };
  }, [desk]);
  useEffect(() => {
    if (name !== undefined && enabled) shelf?.set(name, desk);
  }, [shelf, name, enabled, desk]);
  // An old answer may have stood here first, until the new one came.
  const began = useRef(form);
  useEffect(() => {
    if (name === undefined || began.current === form) return;
    began.current = form;
    follow(desk, form);
    draw();
  }, [name, form, desk]);

  const set = useCallback((id: string, value: unknown) => {
    type(desk, id, value);
    draw();
    if (enabled) queue.set(desk.values, typedOf(desk));
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
    tell: (rev: number) => {
      desk.seen = { ...desk.seen, told: rev };
      draw();
    },
  }), [enabled, queue, desk]);
  return { fields, values, status, savedAt, error, seen, set, ...acts };
}
