/** Help with expressions and decision tables. Places in an expression are counted in letters by the server, in units here. */
import { post } from './client';
import type { CheckedExpression, CheckedTable, DecidedTable, Evaluated, Proposals, Within } from './types';

export const checkExpression = (text: string, within: Within) => post<CheckedExpression>('/expressions/check', { text, within });

export const evaluateExpression = (text: string, within: Within, data: Record<string, unknown>) =>
  post<Evaluated>('/expressions/evaluate', { expression: { text, within }, data });

export const checkTable = (source: string, path: string) => post<CheckedTable>('/tables/check', { source, path });

export const evaluateTable = (source: string, path: string, data: Record<string, unknown>) =>
  post<DecidedTable>('/tables/evaluate', { source, path, data });

/** What may be written before a unit of a text, with places in units. */
export async function complete(text: string, at: number, within: Within): Promise<Proposals> {
  const found = await post<Proposals>('/expressions/complete', { expression: { text, within }, at: [...text.slice(0, at)].length });
  return { ...found, start: units(text, found.start), end: units(text, found.end) };
}

/** Letters from the beginning, as units of the text. */
export function units(text: string, letters: number): number {
  return [...text].slice(0, letters).join('').length;
}
