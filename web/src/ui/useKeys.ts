/**
 * Keyboard shortcuts. Single keys are silent while somebody types, while a layer is open above the page, and for people
 * who have switched them off; combinations with Ctrl or ⌘ always work.
 */
import { useEffect, useRef } from 'react';
import { useSession } from '@/api/session';

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;
const SEQUENCE_MS = 1_200;

export function useKeys(map: KeyMap, enabled = true): void {
  const single = useSession()?.person.shortcuts ?? true;
  const current = useRef(map);
  current.current = map;

  useEffect(() => {
    if (!enabled) return undefined;
    let first = '';
    let firstAt = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      const combined = event.ctrlKey || event.metaKey || event.altKey;
      if (!combined && (!single || isTyping(event.target) || layerAbove())) return;
      const sequence = Date.now() - firstAt < SEQUENCE_MS ? `${first} ${name}` : name;
      const action = current.current[sequence] ?? current.current[name];
      first = name;
      firstAt = Date.now();
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled, single]);
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const before = `${event.ctrlKey || event.metaKey ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}`;
  // Alt changes what a letter or digit types on some keyboards, so its physical key counts there.
  if (event.altKey && /^Digit\d$/.test(event.code)) return `${before}${event.code.slice(5)}`;
  return before + key;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role="combobox"]') !== null;
}

/** A closed list that stays in the page is no layer. */
function layerAbove(): boolean {
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
  return Array.from(layers).some((layer) => layer.checkVisibility());
}
