import { describe, expect, test } from 'vitest';
import { sentence, sentences, unwrapped } from './sentence';

describe('sentences', () => {
  test.each([
    ['leave it out', 'Leave it out.'],
    ['Is it so?', 'Is it so?'],
    ['  ', ''],
    ['`else` cannot run yet', '`else` cannot run yet.'],
    ['they said “no.”', 'They said “no.”'],
  ])('%j is said as %j', (text, said) => expect(sentence(text)).toBe(said));

  test('what is missing leaves no gap', () => {
    expect(sentences('Nobody is left', null, undefined, 'Retry.')).toBe('Nobody is left. Retry.');
  });

  test.each([
    ['one\ntwo\n', 'one two'],
    ['one\n\ntwo\nthree', 'one\n\ntwo three'],
    ['one  \n  two', 'one two'],
  ])('%j is laid out anew as %j', (text, laid) => expect(unwrapped(text)).toBe(laid));
});
