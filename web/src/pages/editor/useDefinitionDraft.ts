/**
 * The text of a definition that is being edited, and the draft the server keeps of it.
 *
 * A draft is kept a moment after each change and when the page is left. What is new has no place there before it
 * is saved by hand, so its text stays in this browser until then. A draft somebody else has changed is never overwritten
 * without a word: the two are looked at side by side and joined, and what does not stay goes into the bin or is put aside.
 *
 * Saves go one after the other: a dialog that asks for one while another is under way would else send the number of changes
 * that this page has just outdated itself, and be told that somebody else had changed the draft.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '@/api/client';
import { keys } from '@/api/keys';
import { readDraft, replaceDraft, saveDraft, type Noun } from '@/api/workflows';

type DraftStart = { id: string | null; initial: string; rev: number | null; noun: Noun };
type Kept = { rev: number; source: string; id: string | null };

const SAVE_AFTER_MS = 1_000;
const NEW = { workflows: 'baton-new-workflow', decisions: 'baton-new-decision' } as const;

/** What was written of a new definition and is saved nowhere else. */
export function keptNew(noun: Noun): string | null {
  return localStorage.getItem(NEW[noun]);
}

function keepNew(noun: Noun, text: string): void {
  try {
    localStorage.setItem(NEW[noun], text);
  } catch {
    // A browser without room for it keeps it on this page alone.
  }
}

export function forgetNew(noun: Noun): void {
  localStorage.removeItem(NEW[noun]);
}

export function useDefinitionDraft({ id, initial, rev, noun }: DraftStart) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [source, setSource] = useState(initial);
  const [kept, setKept] = useState<Kept | null>(rev === null ? null : { rev, source: initial, id });
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [aside, setAside] = useState<string | null>(null);
  const theirs = error instanceof Problem && error.code === 'request.stale' && typeof error.params['rev'] === 'number' ? error.params['rev'] : null;
  const now = useRef({ source, kept });
  now.current.source = source;
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const changed = kept ? kept.source !== source : id === null || source !== initial;

  const keep = (next: Kept) => {
    now.current.kept = next;
    setKept(next);
  };
  const inLine = (work: () => Promise<boolean>): Promise<boolean> => {
    const next = line.current.then(work);
    line.current = next;
    return next;
  };
  const put = async (target: string, text: string, send: () => ReturnType<typeof saveDraft>, stay: boolean): Promise<boolean> => {
    setSaving(true);
    try {
      const saved = await send();
      keep({ rev: saved.rev, source: text, id: target });
      setError(null);
      if (id === null) forgetNew(noun);
      client.setQueryData(keys.draft(target), saved);
      for (const queryKey of [keys.workflows, keys.workflow(target), keys.decisions, keys.decision(target)]) void client.invalidateQueries({ queryKey });
      if (id === null && !stay) void navigate({ to: noun === 'workflows' ? '/workflows/$id/edit' : '/decisions/$id/edit', params: { id: target }, search: true, replace: true });
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setSaving(false);
    }
  };
  /** True when what stands in the text is kept now. `stay` keeps the page, for a dialog that opens on it. */
  const save = (found: string | null, stay = false): Promise<boolean> => {
    const target = found ?? id;
    if (!target) return Promise.resolve(false);
    return inLine(async () => {
      const { source: text, kept: last } = now.current;
      if (last?.source === text && last.id === target) return true;
      return put(target, text, () => saveDraft([noun, target], text, last?.id === target ? last.rev : null), stay);
    });
  };
  /** What stands here becomes the draft; theirs goes into the bin, where it can be had again. */
  const keepMine = async () => {
    if (id && theirs !== null) await inLine(() => put(id, source, () => replaceDraft([noun, id], source, theirs), true));
  };
  /** Goes on from a text that was read, with this one in the editor. */
  const goOnFrom = (read: { source: string; rev: number }, text: string) => {
    keep({ rev: read.rev, source: read.source, id: id ?? '' });
    setSource(text);
    setError(null);
  };
  /** Theirs stands here; what stood here is put aside on this page. */
  const takeTheirs = async () => {
    if (!id) return;
    try {
      const read = await readDraft([noun, id]);
      setAside(source);
      goOnFrom(read, read.source);
    } catch (failure) {
      setError(failure);
    }
  };
  const takeAside = () => {
    if (aside !== null) setSource(aside);
    setAside(null);
  };
  const takeMerged = (text: string, read: { source: string; rev: number }) => goOnFrom(read, text);
  const change = (next: string) => {
    setSource(next);
    if (id === null) keepNew(noun, next);
  };
  useAutosave({ unsaved: id !== null && changed && theirs === null, saving, source, save: () => save(id, true) });

  return {
    id, noun, source, change, save, saving, error, theirs, aside, keepMine, takeTheirs, takeAside, takeMerged,
    base: kept?.source ?? initial, savedRev: kept?.rev ?? null, changed,
  };
}

type Autosave = { unsaved: boolean; saving: boolean; source: string; save: () => Promise<boolean> };

/** Saves when nothing was typed for a moment, and when the page is left before that. */
function useAutosave({ unsaved, saving, source, save }: Autosave): void {
  const latest = useRef({ unsaved, save });
  latest.current = { unsaved, save };
  const tried = useRef<string | null>(null);
  useEffect(() => {
    // What was refused is not sent again unchanged.
    if (!unsaved || saving || tried.current === source) return undefined;
    const timer = window.setTimeout(() => {
      tried.current = source;
      void latest.current.save();
    }, SAVE_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [unsaved, saving, source]);
  // Also while a save is under way: this one stands in line behind it, and sends nothing where nothing was typed since.
  useEffect(() => () => { if (latest.current.unsaved) void latest.current.save(); }, []);
}
