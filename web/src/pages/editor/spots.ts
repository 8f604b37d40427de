/** Where an expression or a table stands, in words. */
import { isMap } from 'yaml';
import { nodeAt, pairOf, pathOf, textOf, type Read } from '@/yaml/edit';

const KINDS = [
  'task', 'approve', 'decide', 'set', 'call', 'work', 'send', 'wait', 'run', 'choose', 'parallel', 'stage', 'each', 'repeat', 'race', 'any-order', 'end',
];

/** The title of the innermost step that holds a place. */
export function stepTitle(from: Read, pointer: string): string | null {
  const path = pathOf(pointer);
  for (let length = path.length; length > 0; length -= 1) {
    const node = nodeAt(from, path.slice(0, length));
    if (!isMap(node)) continue;
    const kind = KINDS.map((key) => pairOf(node, key)).find((pair) => pair !== undefined);
    const title = kind ? textOf(kind.value) : '';
    if (title !== '') return title;
  }
  return null;
}

/** The last names of a path: `case 2: when`, `amount: required_when`, `gives: total`. */
export function placeOf(pointer: string): string {
  const path = pathOf(pointer);
  const last = String(path.at(-1));
  const before = path.at(-2);
  if (typeof before === 'number') return `${String(path.at(-3)).replace(/s$/, '')} ${before + 1}: ${last}`;
  return path[0] === 'fields' || before === 'gives' ? `${before}: ${last}` : last;
}
