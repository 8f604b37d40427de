import { useRef, type KeyboardEvent, type Ref } from 'react';
import type { Fault } from '@/api/types';
import classes from './Editor.module.css';

type TextAreaProps = { ref: Ref<HTMLTextAreaElement>; label: string; value: string; faults: Fault[]; onChange: (value: string) => void };

/** A plain text field with line numbers; the lines with faults are marked. Tab leaves it: nobody gets trapped. */
export function TextArea({ ref, label, value, faults, onChange }: TextAreaProps) {
  const gutter = useRef<HTMLDivElement>(null);
  const worst = new Map<number, string>();
  for (const fault of faults) if (worst.get(fault.line) !== 'error') worst.set(fault.line, fault.severity);
  const lines = value.split('\n').length;

  /** Enter keeps the indentation, which is meaning in YAML. */
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    const area = event.currentTarget;
    const before = value.slice(0, area.selectionStart);
    const indent = /(?:^|\n)([ ]*)[^\n]*$/.exec(before)?.[1] ?? '';
    if (!indent) return;
    event.preventDefault();
    area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, 'end');
    onChange(area.value);
  };

  return (
    <div className={classes.editor}>
      <div className={classes.gutter} ref={gutter} aria-hidden>
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} data-severity={worst.get(index + 1)}>{index + 1}</div>
        ))}
      </div>
      <textarea
        ref={ref} id="definition" className={classes.area} aria-label={label}
        spellCheck={false} autoCapitalize="off" autoCorrect="off" wrap="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onScroll={(event) => { if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop; }}
      />
    </div>
  );
}
