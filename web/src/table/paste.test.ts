import { describe, expect, it } from 'vitest';
import { blockOf } from './paste';

describe('blockOf', () => {
  it('takes lines and tabs apart', () => {
    expect(blockOf('< 10\tnone\r\n>= 10\tcfo\r\n')).toEqual([['< 10', 'none'], ['>= 10', 'cfo']]);
    expect(blockOf('a\t\tb')).toEqual([['a', '', 'b']]);
  });

  it('leaves a single text to the field it is pasted in', () => {
    expect(blockOf('< 10')).toBeNull();
    expect(blockOf('< 10\n')).toBeNull();
  });

  it('takes off the quotes of the spreadsheet and leaves those of a text', () => {
    expect(blockOf('"say ""hello"""\tx')).toEqual([['say "hello"', 'x']]);
    expect(blockOf('"two\nlines"\tx')).toEqual([['two\nlines', 'x']]);
    expect(blockOf('"high"\t"low"')).toEqual([['"high"', '"low"']]);
  });
});
