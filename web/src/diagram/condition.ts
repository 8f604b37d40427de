/** The plain conditions of a case in words: `amount >= 1000` becomes "amount is at least 1000". Anything else stays as written. */
const COMPARISON = /^([a-z][\w.]*)\s*(<=|>=|!=|=|<|>)\s*("[^"]*"|-?[\d_.]+|true|false)$/i;

export type ConditionWords = Record<'is' | 'isNot' | 'atLeast' | 'atMost' | 'moreThan' | 'lessThan' | 'and' | 'or' | 'yes' | 'no', string>;
const SIGNS: Record<string, keyof ConditionWords> = { '=': 'is', '!=': 'isNot', '>=': 'atLeast', '<=': 'atMost', '>': 'moreThan', '<': 'lessThan' };

export function conditionText(source: string, words: ConditionWords): string {
  const text = source.trim();
  const mixed = / and /.test(text) && / or /.test(text);
  if (mixed || /[()[\]]/.test(text)) return text;
  const joint = / and /.test(text) ? 'and' : 'or';
  const parts: string[] = [];
  let before = '';
  for (const part of text.split(` ${joint} `)) {
    const [, name, sign, value] = COMPARISON.exec(part.trim()) ?? [];
    if (!name || !sign || !value) return text;
    const start = `${name.replace(/[_.]/g, ' ')} ${words[SIGNS[sign] ?? 'is']}`;
    const said = value === 'true' ? words.yes : value === 'false' ? words.no : value.replace(/^"|"$/g, '');
    parts.push(start === before ? said : `${start} ${said}`);
    before = start;
  }
  return parts.join(` ${words[joint]} `);
}
