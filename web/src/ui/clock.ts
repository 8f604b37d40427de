/**
 * The workspace's time. In a rehearsal it is not the browser's: the session tells it, and from then on it runs along
 * with the browser's clock.
 */
let ahead = 0;
let zone: string | undefined;

export function setWorkspaceTime(time: string, workspaceZone: string): void {
  const told = Date.parse(time);
  if (!Number.isNaN(told)) ahead = told - Date.now();
  zone = workspaceZone || undefined;
}

export function now(): Date {
  return new Date(Date.now() + ahead);
}

/** The zone in which times are shown: the person's own, except in a rehearsal, whose clock has the workspace's. */
export function shownZone(): string | undefined {
  return Math.abs(ahead) > 60_000 ? zone : undefined;
}
