/** Made-up values, as they are typed: by name, kept while a definition is edited. */
import { useState } from 'react';
import type { UsedName } from '@/api/types';
import type { Labels } from '@/diagram/condition';

/** `labels`: what people call the fields, by their names. */
export type Sample = { texts: Record<string, string>; labels: Labels; set: (name: string, text: string) => void };

const NO_LABELS: Labels = {};

export function useSample(labels: Labels = NO_LABELS): Sample {
  const [texts, setTexts] = useState<Record<string, string>>({});
  return { texts, labels, set: (name, text) => setTexts((old) => ({ ...old, [name]: text })) };
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
