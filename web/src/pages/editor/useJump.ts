import { useEffect, useRef, type RefObject } from 'react';
import type { Fault } from '@/api/types';
import { offsetOf } from './place';

/** Leads to the place of a fault in the text; where something else is shown, the text is shown first. */
export function useJump(area: RefObject<HTMLTextAreaElement | null>, source: string, isShown: boolean, show: () => void) {
  const wanted = useRef<Fault | null>(null);
  const go = (fault: Fault) => {
    const field = area.current;
    if (!field) return;
    const at = offsetOf(source, fault.line, fault.column);
    const end = Math.max(at, offsetOf(source, fault.end_line, fault.end_column));
    field.focus();
    field.setSelectionRange(at, end);
    const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight) || 20;
    field.scrollTop = Math.max(0, (fault.line - 4) * lineHeight);
  };
  useEffect(() => {
    if (!isShown || !wanted.current) return;
    go(wanted.current);
    wanted.current = null;
  });
  const jump = (fault: Fault) => {
    if (isShown) return go(fault);
    wanted.current = fault;
    show();
  };
  return { jump };
}
