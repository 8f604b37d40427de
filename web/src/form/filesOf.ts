import type { FileItem } from '@/api/types';

/** The files that a field's value names. */
export function filesOf(value: unknown): FileItem[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is FileItem => typeof one === 'object' && one !== null && 'id' in one && 'name' in one);
}
