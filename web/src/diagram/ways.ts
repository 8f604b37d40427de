/** Where the outline says that a step leads, in words: what the diagram draws as arrows. */
import type { Outline, OutlineBlock } from '@/api/types';

export type LedTo = { choice: string | null; target: string };

/** A path has no title, only its id: that, as people would write it. */
export function pathTitle(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Of each name that can be led to, what people call it. */
export function titlesOf(outline: Outline): Map<string, string> {
  const titles = new Map<string, string>(outline.outcomes.map((outcome) => [outcome.id, outcome.title]));
  const take = (blocks: OutlineBlock[]) => {
    for (const block of blocks) {
      if (block.kind !== 'end') titles.set(block.id, block.title);
      for (const branch of block.branches) take(branch.steps);
    }
  };
  take(outline.steps);
  for (const path of outline.paths) {
    titles.set(path.id, pathTitle(path.id));
    take(path.steps);
  }
  const start = outline.start[0];
  if (start) titles.set('start', start.title);
  return titles;
}

/** The ways out of a step that do not simply go on; an `end` is where it leads. */
export function waysOf(block: OutlineBlock, titles: Map<string, string>): LedTo[] {
  if (block.kind === 'end') return [];
  const named = (id: string) => titles.get(id) ?? id;
  const ways = block.choices.flatMap((choice): LedTo[] => (choice.goes_to ? [{ choice: choice.label, target: named(choice.goes_to) }] : []));
  if (block.goes_to) ways.push({ choice: null, target: named(block.goes_to) });
  return ways;
}
