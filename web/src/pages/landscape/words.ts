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
