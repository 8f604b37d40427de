import { describe, expect, it } from 'vitest';
import { excerpt, offsetOf } from './place';

const source = 'workflow: x\nsteps:\n  - task: Do it\n    duee: 2 days\n';

describe('offsetOf', () => {
  it('finds a line and column', () => {
    expect(source.slice(offsetOf(source, 4, 5))).toBe('duee: 2 days\n');
    expect(offsetOf(source, 1, 1)).toBe(0);
  });

  it('stays inside the text', () => {
    expect(offsetOf(source, 99, 99)).toBe(source.length);
  });

  it('counts letters, not units of encoding', () => {
    expect('😀 x'.slice(offsetOf('😀 x', 1, 3))).toBe('x');
  });
});

describe('excerpt', () => {
  it('shows the line without its indentation and a caret under the fault', () => {
    expect(excerpt(source, { line: 4, column: 5, end_line: 4, end_column: 9 })).toEqual({ line: 'duee: 2 days', caret: '^^^^' });
  });

  it('has nothing to show for a place outside the text', () => {
    expect(excerpt(source, { line: 40, column: 1, end_line: 40, end_column: 2 })).toBeNull();
  });
});
