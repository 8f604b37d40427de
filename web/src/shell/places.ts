/** Where the navigation leads. One table for the side bar, the bottom bar, the palette and the `g` keys. */
import { linkOptions } from '@tanstack/react-router';
import { Archive, Cpu, FlaskConical, Inbox, KeySquare, Play, PlusCircle, Table2, TriangleAlert, Users, Workflow, type LucideIcon } from 'lucide-react';
import type { Session } from '@/api/types';

export const PLACES = [
  { name: 'inbox', icon: Inbox, key: 'g i', link: linkOptions({ to: '/inbox' }) },
  { name: 'start', icon: PlusCircle, key: 'c', link: linkOptions({ to: '/start' }) },
  { name: 'runs', icon: Play, key: 'g r', link: linkOptions({ to: '/runs' }) },
  { name: 'workflows', icon: Workflow, key: 'g w', link: linkOptions({ to: '/workflows' }) },
  { name: 'decisions', icon: Table2, key: 'g d', link: linkOptions({ to: '/decisions' }) },
  { name: 'exceptions', icon: TriangleAlert, key: 'g e', link: linkOptions({ to: '/exceptions' }) },
  { name: 'people', icon: Users, key: 'g p', link: linkOptions({ to: '/people' }) },
  { name: 'workers', icon: Cpu, key: 'g j', link: linkOptions({ to: '/workers' }) },
  { name: 'secrets', icon: KeySquare, key: 'g s', link: linkOptions({ to: '/secrets' }) },
  { name: 'retention', icon: Archive, key: 'g k', link: linkOptions({ to: '/retention' }) },
  { name: 'rehearsal', icon: FlaskConical, key: 'g t', link: linkOptions({ to: '/rehearsal' }) },
] as const satisfies readonly { name: string; icon: LucideIcon; key: string; link: object }[];

export type Place = (typeof PLACES)[number];

/** A real workspace has no clock to move and no kept mails; what is kept how long is for those who may look at it. */
export function placesOf(session: Session | null | undefined): Place[] {
  const leadsSomewhere: Partial<Record<Place['name'], boolean>> = {
    rehearsal: session != null && session.workspace.kind !== 'real',
    workers: session?.may.includes('job.read') ?? false,
    secrets: session?.may.includes('secret.read') ?? false,
    retention: session?.may.includes('retention.read') ?? false,
  };
  return PLACES.filter(({ name }) => leadsSomewhere[name] ?? true);
}
