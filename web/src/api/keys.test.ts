import { describe, expect, it } from 'vitest';
import { touchedBy } from './keys';

describe('touchedBy', () => {
  it('makes a task, its run and the lists old', () => {
    const touched = touchedBy({ kind: 'task', keys: ['PUR-1042.7'] });
    expect(touched).toContainEqual(['task', 'PUR-1042.7']);
    expect(touched).toContainEqual(['run', 'PUR-1042']);
    expect(touched).toContainEqual(['tasks']);
  });

  it('makes everything old after a reset or an unknown kind', () => {
    expect(touchedBy({ kind: 'reset', keys: [] })).toEqual([[]]);
    expect(touchedBy({ kind: 'news', keys: ['x'] })).toEqual([[]]);
  });
});
