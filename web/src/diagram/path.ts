/** A line through points with its corners rounded, and the head at its end, as SVG paths. */
import type { Point } from './layout';

const RADIUS = 10;
const HEAD = 5;

export function roundedPath(points: Point[]): string {
  const kept = points.filter((point, index) => index === 0 || !same(point, points[index - 1]));
  const [first, ...rest] = kept;
  if (!first) return '';
  const parts = [`M ${first.x} ${first.y}`];
  rest.forEach((corner, index) => {
    const before = kept[index] as Point;
    const after = rest[index + 1];
    if (!after) {
      parts.push(`L ${corner.x} ${corner.y}`);
      return;
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    const enter = towards(corner, before, radius);
    const leave = towards(corner, after, radius);
    parts.push(`L ${enter.x} ${enter.y} Q ${corner.x} ${corner.y} ${leave.x} ${leave.y}`);
  });
  return parts.join(' ');
}

export function arrowHead(points: Point[]): string {
  const tip = points.at(-1);
  const before = [...points].reverse().find((point) => !same(point, tip));
  if (!tip || !before) return '';
  const back = towards(tip, before, HEAD * 1.7);
  const [dx, dy] = before.x === tip.x ? [HEAD, 0] : [0, HEAD];
  return `M ${tip.x} ${tip.y} L ${back.x - dx} ${back.y - dy} L ${back.x + dx} ${back.y + dy} Z`;
}

function same(a: Point, b: Point | undefined): boolean {
  return b !== undefined && Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}
