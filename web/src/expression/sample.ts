/** Made-up values, as they are typed: by name, kept while a definition is edited. */
import { useState } from 'react';
import type { UsedName } from '@/api/types';

export type Sample = { texts: Record<string, string>; set: (name: string, text: string) => void };

export function useSample(): Sample {
  const [texts, setTexts] = useState<Record<string, string>>({});
  return { texts, set: (name, text) => setTexts((old) => ({ ...old, [name]: text })) };
}

/** What was typed, as the server takes it. What is left empty is not sent: it is null there. */
export function dataOf(texts: Record<string, string>, uses: UsedName[]): Record<string, unknown> {
  const filled = uses.filter(({ name }) => (texts[name] ?? '') !== '');
  return Object.fromEntries(filled.map(({ name, type }) => [name, valueOf(texts[name] ?? '', type.kind)]));
}

function valueOf(text: string, kind: string): unknown {
  if (kind === 'yes-no') return text === 'true';
  if (kind !== 'list' && kind !== 'object' && kind !== 'any') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return kind === 'list' ? text.split(',').map((part) => part.trim()) : text;
  }
}
