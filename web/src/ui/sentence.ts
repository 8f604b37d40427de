/** Sentences that come from several hands, put side by side: each begins and ends as a sentence does. */
const ENDED = /[.!?…]["”»)]?$/;

export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const begun = trimmed.charAt(0).toLocaleUpperCase() + trimmed.slice(1);
  return ENDED.test(begun) ? begun : `${begun}.`;
}

export function sentences(...texts: (string | null | undefined)[]): string {
  return texts.map((text) => sentence(text ?? '')).filter(Boolean).join(' ');
}

/** A text typed with line breaks at its margin: a break alone is a space, an empty line begins a paragraph. */
export function unwrapped(text: string): string {
  return text.trim().split(/\n\s*\n/).map((part) => part.replace(/\s*\n\s*/g, ' ')).join('\n\n');
}
