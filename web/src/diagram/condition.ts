/**
 * The plain conditions of a case in words: `amount >= 1000` becomes "Amount is at least 1000". Anything else stays an expression,
 * with the fields in it under the names that people know.
 */
const COMPARISON = /^([a-z][\w.]*)\s*(<=|>=|!=|=|<|>)\s*("[^"]*"|-?[\d_.]+|true|false)$/i;

export type ConditionWords = Record<'is' | 'isNot' | 'atLeast' | 'atMost' | 'moreThan' | 'lessThan' | 'and' | 'or' | 'yes' | 'no', string>;
const SIGNS: Record<string, keyof ConditionWords> = { '=': 'is', '!=': 'isNot', '>=': 'atLeast', '<=': 'atMost', '>': 'moreThan', '<': 'lessThan' };

/** What people call the fields, by their ids. */
export type Labels = Readonly<Record<string, string>>;

export function conditionText(source: string, words: ConditionWords, labels: Labels): string {
  const text = source.trim();
  const mixed = / and /.test(text) && / or /.test(text);
  if (mixed || /[()[\]]/.test(text)) return labelled(text, labels);
  const joint = / and /.test(text) ? 'and' : 'or';
  const parts: string[] = [];
  let before = '';
  for (const part of text.split(` ${joint} `)) {
    const [, name, sign, value] = COMPARISON.exec(part.trim()) ?? [];
    if (!name || !sign || !value) return labelled(text, labels);
    const start = `${nameOf(name, labels)} ${words[SIGNS[sign] ?? 'is']}`;
    const said = value === 'true' ? words.yes : value === 'false' ? words.no : value.replace(/^"|"$/g, '');
    parts.push(start === before ? said : `${start} ${said}`);
    before = start;
  }
  return parts.join(` ${words[joint]} `);
}

/** What a field is called; one that nobody named, by its id as people would write it. */
export function nameOf(id: string, labels: Labels): string {
  const [first = '', ...rest] = id.split('.');
  const named = labels[id] ?? (labels[first] && [labels[first], ...rest].join(' ')) ?? id;
  return labels[id] ? named : named.replace(/[_.]/g, ' ');
}

/**
 * Texts in quotation marks and durations (`2 business days`) stay; names of functions are followed by a bracket, and what
 * stands behind a dot is a part of what stands before it. Behind two dots stands the end of a range.
 */
const NAMES = /"(?:[^"\\]|\\.)*"|\b\d[\d_.]*\s+(?:business\s+)?(?:second|minute|hour|day|week|month|year)s?\b|(?<!(?<!\.)\.)\b[a-z_]\w*(?:\.\w+)*\b(?!\s*\()/gi;

/** An expression with the fields in it called as people call them, in quotation marks. */
export function labelled(expression: string, labels: Labels): string {
  return expression.replace(NAMES, (name) => {
    const whole = labels[name];
    if (whole) return `“${whole}”`;
    const [first = '', ...rest] = name.split('.');
    const label = labels[first];
    return label && rest.length > 0 ? [`“${label}”`, ...rest].join('.') : name;
  });
}
