/** Where an expression or a table stands, in words. */
import { isMap } from 'yaml';
import { nameOf, type Labels } from '@/diagram/condition';
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

/** What a key of the language is called where its expression stands alone; others are called as they are written. */
const KEYS = ['when', 'until', 'while', 'only_while', 'show_when', 'required_when', 'read_only_when', 'check', 'value', 'due', 'target', 'not_before', 'each', 'in', 'key', 'body'] as const;
const GIVERS = ['gives', 'with', 'set'] as const;

export type PlaceKey = (typeof KEYS)[number];
export type PlaceWords = {
  key: (key: PlaceKey) => string;
  giver: (giver: (typeof GIVERS)[number], name: string) => string;
  of: (what: string, key: string) => string;
};

/** The last names of a path in words, fields as people call them: `Case 2: when`, `Amount: needed when`, `Gives Total`. */
export function placeOf(pointer: string, words: PlaceWords, labels: Labels): string {
  const path = pathOf(pointer);
  const last = String(path.at(-1));
  const before = path.at(-2);
  const giver = GIVERS.find((one) => one === before);
  if (giver) return words.giver(giver, nameOf(last, labels));
  const known = KEYS.find((one) => one === last);
  const key = known ? words.key(known) : last.replaceAll('_', ' ');
  if (path[0] === 'fields') return capital(words.of(nameOf(String(before), labels), key));
  const list = String(path.at(-3));
  // Which step it is, the heading above says by its title.
  if (typeof before !== 'number' || list === 'steps' || list === 'workflows') return capital(key);
  return capital(words.of(`${list.replace(/s$/, '').replaceAll('_', ' ')} ${before + 1}`, key));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
