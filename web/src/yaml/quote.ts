/** How a text is written in YAML so that it is read back as the same text. */

/** How it was written before, or where it is to stand. */
export type Style = 'quoted' | 'plain' | 'plain-in-brackets';

const SAFE: Record<Style, RegExp> = {
  quoted: /^(?!)/,
  plain: /^[A-Za-z0-9_(](?:[^\n\r\t]*[^\s:])?$/,
  'plain-in-brackets': /^[A-Za-z0-9_](?:[\w .+*/()<>=-]*[\w.)])?$/,
};
/** What a plain text must not be or hold: YAML, and those who knew older YAML, read something else. */
const OTHER = /^(?:null|~|yes|no|on|off)$|: | #/i;

export function quoted(text: string, style: Style = 'quoted'): string {
  if (SAFE[style].test(text) && !OTHER.test(text)) return text;
  if (text.includes('"') && !text.includes("'") && !/[\n\r\t\\]/.test(text)) return `'${text}'`;
  return JSON.stringify(text);
}
