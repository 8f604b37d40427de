/** A decision table as its text says it: what stands in each cell, whether or not it can be read as an expression. */
import { isMap, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { nodeAt, pairOf, pathOf, textOf, type Path, type Read } from '@/yaml/edit';

export type Side = 'when' | 'gives';
export type Rule = { when: string[]; gives: string[]; note: string | null };
export type TableText = {
  hit: string;
  aggregate: string | null;
  inputs: string[];
  outputs: string[];
  rules: Rule[];
  default: string[] | null;
  hasNotes: boolean;
};
/** The table, and where its parts stand. */
export type TableRead = { from: Read; path: Path; map: YAMLMap; inputs: YAMLSeq; outputs: YAMLSeq | null; rules: YAMLSeq; text: TableText };

const texts = (list: unknown): string[] => (isSeq(list) ? list.items.map(textOf) : []);
const valueOf = (map: YAMLMap, key: string): Node | null => (pairOf(map, key)?.value as Node | null | undefined) ?? null;

/** None where there is no table, or its parts are no lists. */
export function readTable(from: Read, pointer: string): TableRead | null {
  const path = pathOf(pointer);
  const map = nodeAt(from, path);
  if (!isMap(map)) return null;
  const [inputs, rules] = [valueOf(map, 'inputs'), valueOf(map, 'rules')];
  if (!isSeq(inputs) || !isSeq(rules)) return null;
  const step = nodeAt(from, path.slice(0, -1));
  const named = valueOf(map, 'outputs') ?? (isMap(step) ? valueOf(step, 'gives') : null);
  const outputs = isSeq(named) ? named : null;
  // A shared decision tells its outputs beside the table, each with its type.
  const told = isMap(step) ? valueOf(step, 'outputs') : null;
  const rows = rules.items.map(rule);
  const orElse = valueOf(map, 'default');
  return {
    from, path, map, inputs, outputs, rules,
    text: {
      hit: textOf(valueOf(map, 'hit')) || 'unique',
      aggregate: textOf(valueOf(map, 'aggregate')) || null,
      inputs: texts(inputs),
      outputs: outputs ? texts(outputs) : keysOf(named ?? told),
      rules: rows,
      default: isSeq(orElse) ? texts(orElse) : null,
      hasNotes: rows.some((row) => row.note !== null),
    },
  };
}

function rule(node: unknown): Rule {
  if (!isMap(node)) return { when: [], gives: [], note: null };
  const note = pairOf(node, 'note');
  return { when: texts(valueOf(node, 'when')), gives: texts(valueOf(node, 'gives')), note: note ? textOf(note.value) : null };
}

function keysOf(node: unknown): string[] {
  return isMap(node) ? node.items.map((pair) => textOf(pair.key)) : [];
}
