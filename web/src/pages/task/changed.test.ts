import { expect, test } from 'vitest';
import type { FieldView } from '@/api/types';
import { changed } from './changed';

const field = (id: string, value: unknown, display?: string) => ({ id, label: id.toUpperCase(), value, display }) as FieldView;

test('what is the same is no change', () => {
  expect(changed([field('a', 1, '1 EUR'), field('b', null)], [field('a', 1, '1 EUR'), field('b', null)])).toEqual([]);
});

test('a change is told in the words that were shown', () => {
  expect(changed([field('a', 900, '900.00 EUR')], [field('a', 4200, '4,200.00 EUR')])).toEqual([
    { id: 'a', label: 'A', from: '900.00 EUR', to: '4,200.00 EUR' },
  ]);
});

test('what was not shown before is no change', () => {
  expect(changed([], [field('a', 1, '1 EUR')])).toEqual([]);
});

test('what came and what went away are changes as well', () => {
  expect(changed([field('a', null), field('b', 'x', 'x')], [field('a', 'y', 'y'), field('b', null)])).toEqual([
    { id: 'a', label: 'A', from: null, to: 'y' },
    { id: 'b', label: 'B', from: 'x', to: null },
  ]);
});
