import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '@/api/keys';
import { saveDraft } from '@/api/workflows';

type DraftStart = { id: string | null; initial: string; rev: number | null };

/** The text that is being edited, and the draft the server keeps of it. A draft somebody else has changed is never overwritten. */
export function useDefinitionDraft({ id, initial, rev }: DraftStart) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [source, setSource] = useState(initial);
  const [kept, setKept] = useState<{ rev: number; source: string; id: string | null } | null>(rev === null ? null : { rev, source: initial, id });
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);

  /** True when what stands in the text is kept now. `stay` keeps the page, for a dialog that opens on it. */
  const save = async (found: string | null, stay = false): Promise<boolean> => {
    const target = found ?? id;
    if (!target) return false;
    if (kept?.source === source && kept.id === target) return true;
    setSaving(true);
    try {
      const saved = await saveDraft(target, source, kept?.id === target ? kept.rev : null);
      setKept({ rev: saved.rev, source, id: target });
      setError(null);
      for (const queryKey of [keys.workflows, keys.workflow(target)]) void client.invalidateQueries({ queryKey });
      if (id === null && !stay) void navigate({ to: '/workflows/$id/edit', params: { id: target }, replace: true });
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setSaving(false);
    }
  };

  return { source, change: setSource, save, saving, error, savedRev: kept?.rev ?? null, changed: kept?.source !== source };
}
