/**
 * A form under way, apart from the layout that shows it.
 *
 * It outlives its layout only for what the server does not have yet. All else begins anew from what the server has: values
 * that nobody typed here may have been changed by others meanwhile.
 */
import type { FieldView, FormState } from '@/api/types';
import { DraftQueue, type DraftStatus, type Save, type Values } from './draftQueue';

/** What the reader had before them when they began; `told`: the revision at which they were told what has changed since. */
export type Seen = { rev: number; known: FieldView[]; told?: number };
/** `name`: under which a form is found again by a layout that takes the place of this one. */
export type KeptForm = { name: string; seen: Seen };
type Shelf = Pick<Map<string, unknown>, 'get'>;

/** `seen`: the revision that was seen when it was begun. */
export type SaveSeen = (draft: Parameters<Save>[0] & { seen: number }) => ReturnType<Save>;

/** What was typed, what the server said to it, and what is still to be saved. */
export type Desk = {
  queue: DraftQueue;
  save: SaveSeen;
  values: Values;
  /** What was filled in, here or before: the draft is that alone. All else may still be changed by others, and then is theirs. */
  typed: ReadonlySet<string>;
  fields: FieldView[];
  status: DraftStatus;
  savedAt: string | null;
  error: unknown;
  seen: Seen;
  /** Who shows it now. */
  changed: () => void;
};

/** No layout shows it. */
export const NOBODY = (): void => {};
const NOTHING: Seen = { rev: 0, known: [] };
const UNSAVED: readonly DraftStatus[] = ['waiting', 'saving', 'failed', 'elsewhere'];

/** The desk that was left with something unsaved, or a new one. Where nothing may be filled in, nothing is gone on with. */
export function takeDesk(shelf: Shelf | null, form: FormState, save: SaveSeen, enabled: boolean, kept?: KeptForm): Desk {
  const known = kept && enabled ? (shelf?.get(kept.name) as Desk | undefined) : undefined;
  if (known && UNSAVED.includes(known.status)) return known;
  // A layout that is still shown while another one takes its place: what the reader saw in it is what they saw.
  const before = known && known.changed !== NOBODY ? known.seen : undefined;
  const seen = before ?? kept?.seen ?? NOTHING;
  const fields = before && known && typeof form.seen !== 'number' ? withListsOf(known, form.fields) : form.fields;
  return deskOf({ ...form, fields }, save, toldBefore(known, goneOn(form, seen)));
}

/** Who comes back to a draft was told before what others changed since it was begun, and is not told a second time. */
function toldBefore(known: Desk | undefined, now: Seen): Seen {
  const told = known?.seen.rev === now.rev ? known.seen.told : undefined;
  return told === undefined ? now : { ...now, told };
}

/** Somebody fills in a field. From then on the draft has the lists as well: they are put together from what was shown of them. */
export function type(desk: Desk, id: string, value: unknown): void {
  const lists = desk.seen === NOTHING ? [] : desk.fields.filter((field) => isShownList(field)).map((field) => field.id);
  desk.values = { ...desk.values, [id]: value };
  desk.typed = new Set([...desk.typed, ...lists, id]);
}

/** What is to be kept: the values that were filled in. */
export function typedOf({ values, typed }: Pick<Desk, 'values' | 'typed'>): Values {
  return Object.fromEntries([...typed].map((id) => [id, values[id] ?? null]));
}

/** Shows what the server has by now in all that nobody filled in here; what the reader saw stays what it was. */
export function follow(desk: Desk, form: FormState): void {
  const shown = withListsOf(desk, form.fields);
  // A draft that was kept elsewhere has its lists as they are in it.
  const fields = typeof form.seen === 'number' ? form.fields : shown;
  if (desk.queue.startFrom(form.rev, valuesOf(fields))) {
    Object.assign(desk, { values: valuesOf(fields), typed: typedBefore(form), seen: goneOn(form, desk.seen), ...standing({ ...form, fields }) });
  } else {
    desk.values = { ...valuesOf(shown), ...typedOf(desk) };
  }
}

/**
 * Lists stay as they were shown: what is sent of them is put together with what others made of them by holding it against them
 * as they were at the revision that was seen.
 */
function withListsOf({ seen, fields, typed }: Desk, now: FieldView[]): FieldView[] {
  if (seen === NOTHING) return now;
  const lists = new Map(fields.filter(({ type: kind, id }) => kind === 'list' && !typed.has(id)).map((field) => [field.id, field]));
  return now.map((field) => {
    const list = lists.get(field.id);
    return list ? { ...field, value: list.value, cells: list.cells } : field;
  });
}

/** Whether it is a list whose rows are known here, be they none. One of which nothing is said, such as a secret one, is not written over. */
function isShownList({ type: kind, read_only, value }: FieldView): boolean {
  return kind === 'list' && !read_only && Array.isArray(value);
}

/** Who goes on with a draft is by what they saw when they began it. */
function goneOn({ seen }: FormState, now: Seen): Seen {
  return typeof seen === 'number' && now !== NOTHING ? { ...now, rev: seen } : now;
}

/** What was filled in before, as far as it is shown here. The server keeps what it holds of a secret that is not sent. */
function typedBefore({ typed, fields }: FormState): Set<string> {
  const shown = new Set(fields.filter(({ secret }) => !secret).map(({ id }) => id));
  return new Set(typed.filter((id) => shown.has(id)));
}

function deskOf(form: FormState, save: SaveSeen, seen: Seen): Desk {
  const values = valuesOf(form.fields);
  const queue = new DraftQueue(form.rev, values, (draft) => desk.save({ ...draft, seen: desk.seen.rev }), {
    onStatus: (next, failure) => {
      desk.status = next;
      desk.error = failure ?? null;
      desk.changed();
    },
    onAnswer: (answer) => {
      desk.fields = withListsOf(desk, answer.fields);
      desk.values = { ...valuesOf(desk.fields), ...typedOf(desk) };
      desk.savedAt = answer.saved_at;
      desk.changed();
    },
  });
  const desk: Desk = { queue, save, values, typed: typedBefore(form), ...standing(form), error: null, seen, changed: NOBODY };
  return desk;
}

function standing(form: FormState): Pick<Desk, 'fields' | 'status' | 'savedAt'> {
  return { fields: form.fields, status: form.saved_at ? 'saved' : 'idle', savedAt: form.saved_at };
}

/** What stands in the fields. Nobody knows it of a secret one until it is typed: it is left out of what is sent. */
function valuesOf(fields: FieldView[]): Values {
  return Object.fromEntries(fields.filter(({ secret }) => !secret).map((field) => [field.id, field.value ?? null]));
}
