import { expect, test } from 'vitest';
import type { FieldView } from '@/api/types';
import { cellInWords, fieldInWords, timeInWords } from './inWords';

const field = (type: string, value: unknown, display: string) => ({ id: 'it', label: 'It', type, value, display, rows: [], columns: [] }) as unknown as FieldView;

test('dates and times are shown as the language of the reader has them, whatever their zone', () => {
  expect(timeInWords('date', '2026-12-01', 'en-GB')).toBe('1 Dec 2026');
  expect(timeInWords('date', '2026-12-01', 'de')).toBe('01.12.2026');
  expect(timeInWords('time', '17:00:00', 'en-GB')).toBe('17:00');
  expect(timeInWords('date-time', '2026-12-01T09:30:00Z', 'en-GB')).toContain('1 Dec 2026');
});

test('what is no date is shown as it came', () => {
  expect(timeInWords('date', 'soon', 'en-GB')).toBeNull();
  expect(timeInWords('date', '2026-13-41', 'en-GB')).toBeNull();
  expect(timeInWords('text', '2026-12-01', 'en-GB')).toBeNull();
  expect(fieldInWords(field('money', 12, '12.00 EUR'), 'en-GB')).toBe('12.00 EUR');
  expect(fieldInWords(field('date', '2026-12-01', '2026-12-01'), 'en-GB')).toBe('1 Dec 2026');
});

test('cells of a list are shown by the type of their column', () => {
  const list = {
    ...field('list', [{ from: '2026-12-01', cost: 3 }], '1 row'),
    columns: [field('date', null, ''), field('money', null, '')].map((column, at) => ({ ...column, id: at === 0 ? 'from' : 'cost' })),
    rows: [['2026-12-01', '3.00 EUR']],
  };
  expect([cellInWords(list, 0, 0, 'en-GB'), cellInWords(list, 0, 1, 'en-GB'), cellInWords(list, 1, 0, 'en-GB')]).toEqual(['1 Dec 2026', '3.00 EUR', '']);
});

test('an object of plain parts is told by their names, any other as the server says it', () => {
  expect(fieldInWords(field('object', { accuracy: 0.99, of_set: 'signs' }, '{…}'))).toBe('accuracy 0.99, of set signs');
  expect(fieldInWords(field('object', { deep: { er: 1 } }, '{"deep":…}'))).toBe('{"deep":…}');
  expect(fieldInWords(field('object', {}, '{}'))).toBe('{}');
});
