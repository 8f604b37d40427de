/** How far a picture may be moved in its window along one side. */
export type Room = { size: number; room: number; margin: number };

/** Where it is after a move: never further than its edge, and not at all where it fits. */
export function moved(at: number, by: number, { size, room, margin }: Room): number {
  if (by === 0 || size <= room - margin * 2) return at;
  const least = room - margin - size;
  return Math.min(Math.max(at + by, Math.min(least, at)), Math.max(margin, at));
}
