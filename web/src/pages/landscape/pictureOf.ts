/** What of a landscape is drawn, so that no line says what others say already. */
import type { Landscape, LandscapeNode } from '@/api/types';
import type { PictureWay } from '@/diagram/Picture';

export type Seen = { id: string; title: string; node?: LandscapeNode | undefined; event?: boolean };

const EVENT = 'event:';

/** A process leads to those of its workflows that begin with it; the others are led to by what comes before them in it. */
export function pictureOf({ workflows, links, events }: Landscape): { things: Seen[]; ways: PictureWay[] } {
  const process = new Map(workflows.map((node) => [node.title, node.id]));
  const behind = new Set(links.filter((link) => link.kind === 'before').map((link) => `${process.get(link.by)}>${link.to}`));
  const drawn = links.filter((link) => link.kind !== 'process' || !behind.has(`${link.from}>${link.to}`));
  const ways = new Map<string, PictureWay>();
  for (const { from, to, kind } of drawn) ways.set(`${from}>${to}`, { from, to, faint: kind === 'starts' || kind === 'outcome' });
  for (const { name, starts, heard_by: heardBy } of events) {
    for (const to of new Set([...starts, ...heardBy])) ways.set(`${EVENT}${name}>${to}`, { from: `${EVENT}${name}`, to, faint: !starts.includes(to) });
  }
  const things: Seen[] = workflows.map((node) => ({ id: node.id, title: node.title, node }));
  for (const { name } of events) things.push({ id: `${EVENT}${name}`, title: name, event: true });
  return { things, ways: [...ways.values()] };
}
