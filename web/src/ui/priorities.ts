/** How urgent tasks and runs are: five levels, the most urgent first. */
export const PRIORITIES = ['highest', 'high', 'normal', 'low', 'lowest'] as const;
export type PriorityName = (typeof PRIORITIES)[number];

export function isPriority(word: unknown): word is PriorityName {
  return PRIORITIES.some((name) => name === word);
}
