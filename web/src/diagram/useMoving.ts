/** A picture that is larger than its window, moved without a mouse: by the arrow keys, and to a card that takes the focus. */
import type { Edge, Node, ReactFlowInstance } from '@xyflow/react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { moved, type Room } from './moving';

type Moving<N extends Node, E extends Edge> = {
  instance: ReactFlowInstance<N, E> | null;
  size: { width: number; height: number };
  margin: { x: number; y: number };
};

/** How far a key moves it, in pixels on screen. */
const STEP = 80;
const KEYS: Record<string, [number, number]> = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };

export function useMoving<N extends Node, E extends Edge>({ instance, size, margin }: Moving<N, E>) {
  const move = (frame: HTMLElement, [x, y]: [number, number]): boolean => {
    if (!instance) return false;
    const view = instance.getViewport();
    const room = (length: number, of: number, edge: number): Room => ({ size: length * view.zoom, room: of, margin: edge });
    const next = {
      x: moved(view.x, x, room(size.width, frame.clientWidth, margin.x)),
      y: moved(view.y, y, room(size.height, frame.clientHeight, margin.y)),
    };
    if (next.x === view.x && next.y === view.y) return false;
    void instance.setViewport({ ...view, ...next });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = KEYS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // At its edge the key moves the page, as everywhere.
    if (move(event.currentTarget, by)) event.preventDefault();
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const [frame, card] = [event.currentTarget, event.target];
    if (card === frame || !card.closest('.react-flow__node')) return;
    // A browser brings what takes the focus into sight by scrolling what is hidden; here the picture is moved instead.
    for (let at: Element | null = card.parentElement; at && at !== frame.parentElement; at = at.parentElement) at.scrollTo(0, 0);
    const [outer, inner] = [frame.getBoundingClientRect(), card.getBoundingClientRect()];
    const by = (low: number, high: number, from: number, to: number, edge: number) => (low < from ? from + edge - low : high > to ? to - edge - high : 0);
    move(frame, [by(inner.left, inner.right, outer.left, outer.right, margin.x), by(inner.top, inner.bottom, outer.top, outer.bottom, margin.y)]);
  };
  return { onKeyDown, onFocus };
}
