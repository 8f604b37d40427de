import type { LandscapeLink, LandscapeNode } from '@/api/types';

const STARTS = ['form', 'manual', 'webhook', 'schedule', 'event', 'date', 'workflow', 'run'] as const;
const LINKS = ['runs', 'starts', 'process', 'before', 'outcome'] as const;

export function startWord(kind: string): (typeof STARTS)[number] {
  return STARTS.find((known) => known === kind) ?? 'manual';
}

/** The word for a link; an outcome that is not named is any. */
export function linkWord(kind: string, by: string): (typeof LINKS)[number] | 'anyOutcome' {
  if (kind === 'outcome' && by === '') return 'anyOutcome';
  return LINKS.find((known) => known === kind) ?? 'runs';
}

/** Whether there is something to open: a published workflow, or a draft of one that is still to be. */
export function hasPage(node: LandscapeNode): boolean {
  return node.draft || (node.live_version !== null && node.live_version !== undefined);
}

/** What a workflow leads to; the workflows that a process consists of are said together, each once. */
export function ledTo(links: LandscapeLink[], id: string): { parts: string[]; others: LandscapeLink[] } {
  const own = links.filter((link) => link.from === id);
  const parts = own.filter((link) => link.kind === 'process').map((link) => link.to);
  return { parts: [...new Set(parts)], others: own.filter((link) => link.kind !== 'process') };
}
