/** How a text is written in YAML so that it is read back as the same text, in brackets too. */

const PLAIN = /^[A-Za-z0-9_](?:[\w .+*/()<>=-]*[\w.)])?$/;
/** What a plain text must not be: YAML and those who knew older YAML read something else. */
const OTHER = /^(?:null|~|true|false|yes|no|on|off)$/i;

export function quoted(text: string, plain = false): string {
  if (plain && PLAIN.test(text) && !OTHER.test(text)) return text;
  if (plain && /^(?:true|false)$/.test(text)) return text;
  if (text.includes('"') && !text.includes("'") && !/[\n\r\t\\]/.test(text)) return `'${text}'`;
  return JSON.stringify(text);
}
