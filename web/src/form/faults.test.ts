import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/client';
import type { FieldView } from '@/api/types';
import { errorsOf, fieldOf, isEmpty, missing, shownValues } from './faults';

describe('faults', () => {
  it('finds the field of a path', () => {
    expect([fieldOf('/values/amount'), fieldOf('/values/a~1b'), fieldOf('/comment'), fieldOf('')]).toEqual([
      'amount', 'a/b', 'comment', null,
    ]);
  });

  it('gives each field its first fault', () => {
    const problem = new Problem(422, {
      faults: [
        { path: '/values/amount', code: 'value.too_small', detail: 'At least 0.01.', remedy: 'Enter an amount.' },
        { path: '/values/amount', code: 'value.other', detail: 'Second.' },
      ],
    });
    expect(errorsOf(problem)).toEqual({ amount: 'At least 0.01. Enter an amount.' });
  });

  it('takes null, nothing, empty text and an empty list for empty, but not no or zero', () => {
    expect([null, undefined, '', []].every(isEmpty)).toBe(true);
    expect([false, 0, 'x', ['a']].some(isEmpty)).toBe(false);
  });

  it('sends what is shown, and nothing that is hidden', () => {
    const fields = [{ id: 'a', shown: true }, { id: 'b', shown: false }] as FieldView[];
    expect(shownValues(fields, { a: 1, b: 2 })).toEqual({ a: 1 });
  });

  it('sends no emptied secret: what is kept of it stays', () => {
    const fields = [{ id: 'pin', shown: true, secret: true, filled: true, required: true }, { id: 'code', shown: true, secret: true }, { id: 'note', shown: true }] as FieldView[];
    expect(shownValues(fields, { pin: null, code: '1234', note: null })).toEqual({ code: '1234', note: null });
    expect(missing(fields, { pin: null })).toEqual([]);
  });

  it('asks only for what is shown, required and open to change', () => {
    const field = (id: string, more: Partial<FieldView>) => ({ id, shown: true, required: true, read_only: false, ...more }) as FieldView;
    const fields = [field('a', {}), field('b', { shown: false }), field('c', { required: false }), field('d', { read_only: true }), field('e', {})];
    expect(missing(fields, { e: false }).map((one) => one.id)).toEqual(['a']);
  });
});
