/** A block of cells as spreadsheets put it on the clipboard: tabs and lines, in quotes where a cell has those itself. */
const CELLS_MAX = 10_000;

export function blockOf(text: string): string[][] | null {
  if (!/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return null;
  const rows: string[][] = [[]];
  let cell = '';
  let inQuotes = false;
  let count = 0;
  const close = () => { rows.at(-1)!.push(cell); cell = ''; count += 1; };
  const letters = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  for (let at = 0; at < letters.length && count < CELLS_MAX; at += 1) {
    const letter = letters.charAt(at);
    if (inQuotes) {
      if (letter !== '"') cell += letter;
      else if (letters[at + 1] === '"') { cell += '"'; at += 1; } else inQuotes = false;
    } else if (letter === '"' && cell === '' && isQuoted(letters, at)) inQuotes = true;
    else if (letter === '\t') close();
    else if (letter === '\n') { close(); rows.push([]); } else cell += letter;
  }
  close();
  return rows;
}

/** Quotes around a whole cell are the spreadsheet's where the cell holds what parts cells, or quotes that are doubled. */
function isQuoted(text: string, at: number): boolean {
  const end = /"(?=\t|\n|$)/g;
  end.lastIndex = at + 1;
  for (let found = end.exec(text); found; found = end.exec(text)) {
    const inner = text.slice(at + 1, found.index);
    if ((inner.match(/"/g) ?? []).length % 2 === 0) return /[\t\n]/.test(inner) || inner.includes('""');
  }
  return false;
}
