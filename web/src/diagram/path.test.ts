import { describe, expect, it } from 'vitest';
import { arrowHead, roundedPath } from './path';

describe('roundedPath', () => {
  it('draws a straight line without corners', () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 40 }])).toBe('M 0 0 L 0 40');
  });

  it('rounds a corner, and less where there is little room', () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 40 }, { x: 40, y: 40 }])).toBe('M 0 0 L 0 30 Q 0 40 10 40 L 40 40');
    expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 4 }, { x: 40, y: 4 }])).toBe('M 0 0 L 0 2 Q 0 4 2 4 L 40 4');
  });

  it('leaves out points that lie on each other', () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 0 }, { x: 0, y: 9 }])).toBe('M 0 0 L 0 9');
  });
});

describe('arrowHead', () => {
  it('points along the last stretch', () => {
    expect(arrowHead([{ x: 0, y: 0 }, { x: 0, y: 40 }])).toBe('M 0 40 L -5 31.5 L 5 31.5 Z');
    expect(arrowHead([{ x: 40, y: 0 }, { x: 0, y: 0 }])).toBe('M 0 0 L 8.5 -5 L 8.5 5 Z');
  });
});
