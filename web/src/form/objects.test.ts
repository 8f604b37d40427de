import { describe, expect, it } from 'vitest';
import { objectOf, shapeOf, textOf } from './objects';

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

  it('shows parts by the names that people would write', () => {
    expect(shapeOf({ of_set: 'signs', testAccuracy: 0.9, passed: false })).toEqual({
      kind: 'parts', parts: [{ id: 'of_set', name: 'Of set', value: 'signs' }, { id: 'testAccuracy', name: 'Test Accuracy', value: 0.9 }, { id: 'passed', name: 'Passed', value: false }],
    });
    expect([shapeOf(false), shapeOf(0), shapeOf(null), shapeOf({}), shapeOf([])].map(({ kind }) => kind)).toEqual(['yes-no', 'plain', 'nothing', 'nothing', 'nothing']);
  });

  it('shows a list of objects as one table, also where they differ in their parts', () => {
    expect(shapeOf([{ part: 'Wheel', price: 1 }, { part: 'Frame', colour: 'red' }])).toEqual({
      kind: 'table',
      columns: [{ id: 'part', name: 'Part' }, { id: 'price', name: 'Price' }, { id: 'colour', name: 'Colour' }],
      rows: [['Wheel', 1, undefined], ['Frame', undefined, 'red']],
    });
    expect(shapeOf(['a', { b: 1 }])).toMatchObject({ kind: 'items' });
  });

  it('ends where it is deep, and says the rest as it came', () => {
    expect(shapeOf({ a: 1 }, 4)).toEqual({ kind: 'plain', text: '{"a":1}' });
  });
});
