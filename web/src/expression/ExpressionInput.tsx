import { useId, useLayoutEffect, useRef, type ChangeEvent, type ClipboardEvent, type FocusEvent, type KeyboardEvent } from 'react';
import type { Within } from '@/api/types';
import { ProposalList } from './ProposalList';
import { useProposals } from './useProposals';

type Line = HTMLInputElement | HTMLTextAreaElement;

export type ExpressionInputProps = {
  value: string;
  label: string;
  /** Where it stands, asked when help is needed. */
  within: () => Within;
  onChange: (text: string) => void;
  /** Keys that the list of proposals has no use for. */
  onKeyDown?: (event: KeyboardEvent<Line>) => void;
  onPaste?: (event: ClipboardEvent<Line>) => void;
  onFocus?: (event: FocusEvent<Line>) => void;
  invalid?: boolean;
  describedBy?: string | undefined;
  className?: string | undefined;
  cell?: string;
  readOnly?: boolean;
};

const LINES_MAX = 12;

/** Where an expression is written, with proposals as one types or by Ctrl+Space: a line, or as many as it has. */
export function ExpressionInput(props: ExpressionInputProps) {
  const { value, label, within, onChange, invalid, describedBy, className, cell } = props;
  const input = useRef<Line | null>(null);
  const caret = useRef<number | null>(null);
  const list = useId();
  const proposals = useProposals(within);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);

  const take = (index: number) => {
    const found = proposals.found;
    const item = found?.items[index];
    if (!found || !item) return;
    caret.current = found.start + [...item.text].slice(0, item.caret).join('').length;
    onChange(value.slice(0, found.start) + item.text + value.slice(found.end));
    proposals.close();
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<Line>) => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      proposals.ask(value, event.currentTarget.selectionStart ?? value.length, true);
      return;
    }
    if (proposals.found && proposals.onKey(event.key, take)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    props.onKeyDown?.(event);
  };
  const isOpen = proposals.found !== null && !props.readOnly;
  const lines = value.split('\n').length;
  const shared = {
    className, value, 'data-cell': cell, readOnly: props.readOnly, 'aria-label': label, 'aria-autocomplete': 'list' as const,
    'aria-controls': isOpen ? list : undefined, 'aria-activedescendant': isOpen && proposals.active >= 0 ? `${list}-${proposals.active}` : undefined,
    'aria-invalid': invalid || undefined, 'aria-describedby': describedBy,
    spellCheck: false, autoComplete: 'off', autoCapitalize: 'off', autoCorrect: 'off',
    onChange: (event: ChangeEvent<Line>) => {
      onChange(event.currentTarget.value);
      proposals.ask(event.currentTarget.value, event.currentTarget.selectionStart ?? 0, false);
    },
    onKeyDown, onPaste: props.onPaste, onFocus: props.onFocus, onBlur: proposals.close,
  };
  return (
    <>
      {lines > 1
        ? <textarea ref={(found) => { input.current = found; }} rows={Math.min(lines, LINES_MAX)} {...shared} />
        : (
          <input
            ref={(found) => { input.current = found; }} type="text" role="combobox" aria-haspopup="listbox" aria-expanded={isOpen} {...shared}
          />
        )}
      {isOpen && input.current && <ProposalList id={list} anchor={input.current} items={proposals.found!.items} active={proposals.active} take={take} />}
    </>
  );
}
