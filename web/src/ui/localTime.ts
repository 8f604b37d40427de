/** Moments as `<input type="datetime-local">` has them, in the zone in which all times are shown, whatever the browser's. */
import { shownZone } from './clock';

export function toLocal(moment: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: shownZone(), calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The moment at which the zone's clocks show this; where they skip it, one hour later. Null for what is no time. */
export function fromLocal(text: string): Date | null {
  const shown = Date.parse(`${text}Z`);
  if (Number.isNaN(shown)) return null;
  // The difference to UTC before the change of the clocks may not be that after it: it is asked at the moment it leads to.
  const first = shown - ahead(shown);
  return new Date(shown - ahead(first));
}

function ahead(moment: number): number {
  return Date.parse(`${toLocal(new Date(moment))}Z`) - Math.floor(moment / 60_000) * 60_000;
}
