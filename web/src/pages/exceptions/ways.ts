import type { ExceptionItem } from '@/api/types';

/** A way on that some of the chosen have, and which those are. */
export type Way = { how: 'skip' | 'assign' | 'change' | 'move' | 'drop' | 'cancel'; items: ExceptionItem[] };

const WAYS = ['skip', 'assign', 'change', 'move', 'drop'] as const;

/**
 * The ways on that can be gone for many at once. Values and steps are those of one workflow, and a step is left for another from one
 * step, so these two are offered only where they mean the same for all. A run is cancelled once, however often it is held.
 */
export function waysOf(chosen: ExceptionItem[]): Way[] {
  const alike = (how: string, items: ExceptionItem[]) => {
    const [first] = items;
    if (how !== 'change' && how !== 'move') return true;
    return items.every((item) => item.workflow.id === first?.workflow.id && (how === 'change' || item.step === first.step));
  };
  const ways: Way[] = WAYS.map((how) => ({ how, items: chosen.filter((item) => item.actions.includes(how)) }));
  const runs = chosen.filter((item, n) => chosen.findIndex((other) => other.run === item.run) === n);
  return [...ways.filter(({ how, items }) => items.length > 0 && alike(how, items)), { how: 'cancel', items: runs }];
}
