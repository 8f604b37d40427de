import { describe, expect, it } from 'vitest';
import { objectOf, textOf } from './objects';

describe('objects', () => {
  it('reads what is an object, and leaves the rest as it was typed', () => {
    expect(objectOf('{ "accuracy": 0.9 }')).toEqual({ accuracy: 0.9 });
    expect(objectOf('{ "accuracy": ')).toBe('{ "accuracy": ');
    expect(objectOf('[1]')).toBe('[1]');
    expect(objectOf('  ')).toBeNull();
  });

  it('shows an object so that it can be read', () => {
    expect(textOf({ a: 1 })).toBe('{\n  "a": 1\n}');
    expect(textOf('{ "a": ')).toBe('{ "a": ');
    expect(textOf(null)).toBe('');
  });
});
