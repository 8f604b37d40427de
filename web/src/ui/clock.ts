/**
 * The workspace's time and the reader's zone. The session tells both: in a rehearsal the time is not the browser's, and a
 * machine's own clock may be wrong; from then on it runs along with the browser's clock.
 */
let ahead = 0;
let zone: string | undefined;

/** `theirs`: the zone a person chose for themselves; without one they see the workspace's, as in its mails. */
export function setTime(time: string, workspace: string, theirs: string | null = null): void {
  const told = Date.parse(time);
  if (!Number.isNaN(told)) ahead = told - Date.now();
  zone = [theirs, workspace].find((name) => name && isKnown(name)) ?? undefined;
}

export function now(): Date {
  return new Date(Date.now() + ahead);
}

/** The zone in which all times are shown; the browser's own as long as nobody is signed in. */
export function shownZone(): string | undefined {
  return zone;
}

function isKnown(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
