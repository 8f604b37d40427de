/** What a decision's text says it decides by, as far as it can be read. */
import type { UsedName } from '@/api/types';
import { read } from '@/yaml/edit';

const NUMBERS = ['number', 'money'];

type Written = { type?: unknown; options?: unknown };

export function inputsOf(source: string): UsedName[] {
  const { inputs } = written(source);
  if (typeof inputs !== 'object' || inputs === null) return [];
  return Object.entries(inputs as Record<string, Written | null>).map(([name, field]) => {
    const kind = typeof field?.type === 'string' ? field.type : 'any';
    const options = Array.isArray(field?.options) ? field.options.map(String) : [];
    return { name, type: { kind: NUMBERS.includes(kind) ? 'number' : kind, options } };
  });
}

/** Whether it uses other decisions. */
export function usesOthers(source: string): boolean {
  const { uses } = written(source);
  return typeof uses === 'object' && uses !== null && Object.keys(uses).length > 0;
}

function written(source: string): { inputs?: unknown; uses?: unknown } {
  const found: unknown = read(source).doc.toJS();
  return typeof found === 'object' && found !== null ? found : {};
}
