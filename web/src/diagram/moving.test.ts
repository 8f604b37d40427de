import { expect, it } from 'vitest';
import { moved } from './moving';

const room = { size: 1000, room: 400, margin: 10 };

it('moves a picture as far as its edges', () => {
  expect(moved(10, -80, room)).toBe(-70);
  expect(moved(-590, -80, room)).toBe(-610);
  expect(moved(-610, -80, room)).toBe(-610);
  expect(moved(-20, 80, room)).toBe(10);
});

it('leaves one that fits where it is', () => {
  expect(moved(50, 80, { ...room, size: 300 })).toBe(50);
});

it('does not pull back one that was dragged over its edge', () => {
  expect(moved(200, 80, room)).toBe(200);
  expect(moved(200, -80, room)).toBe(120);
});
