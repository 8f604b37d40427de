import { Button, VisuallyHidden } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { align, changesOf, fold, type Row, type Side } from './align';
import classes from './SideBySide.module.css';

type SideBySideProps = { was: string; now: string; names: [string, string] };

/**
 * Two texts, their lines side by side; on a phone one below the other. What went, came and changed is marked by a sign, a word for
 * those who hear it, and a colour; what is the same and far from a change is folded.
 */
export function SideBySide({ was, now, names }: SideBySideProps) {
  const { t } = useTranslation();
  const rows = useMemo(() => align(was, now), [was, now]);
  const pieces = useMemo(() => fold(rows), [rows]);
  const changes = useMemo(() => changesOf(rows), [rows]);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const go = (to: number) => {
    setAt(to);
    const row = body.current?.querySelector<HTMLElement>(`[data-change="${to}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  };
  if (changes.length === 0) return <p className={classes.none}>{t('compare.same')}</p>;
  const label = t('compare.label', { was: names[0], now: names[1] });
  return (
    <>
      <div className={classes.tools}>
        <p className={classes.count} role="status">
          {at === null ? t('compare.count', { count: changes.length }) : t('compare.at', { at: at + 1, count: changes.length })}
        </p>
        <div className={classes.jumps}>
          <Button size="compact-sm" variant="default" leftSection={<ArrowUp size={14} aria-hidden />} disabled={at === null || at === 0} onClick={() => go((at ?? 1) - 1)}>{t('compare.before')}</Button>
          <Button size="compact-sm" variant="default" leftSection={<ArrowDown size={14} aria-hidden />} disabled={at === changes.length - 1} onClick={() => go(at === null ? 0 : at + 1)}>{t('compare.next')}</Button>
        </div>
      </div>
      <div className={classes.frame} role="region" aria-label={label} tabIndex={0}>
        <table className={classes.table}>
          <caption><VisuallyHidden>{label}</VisuallyHidden></caption>
          <colgroup><col className={classes.number} /><col /><col className={classes.number} /><col /></colgroup>
          <thead><tr><th scope="colgroup" colSpan={2}>{names[0]}</th><th scope="colgroup" colSpan={2}>{names[1]}</th></tr></thead>
          <tbody ref={body}>
            {pieces.map((piece, nth) =>
              piece.folded && !open.has(nth)
                ? (
                  <tr key={nth} className={classes.foldRow}>
                    <td colSpan={4} className={classes.fold}>
                      <button type="button" onClick={() => setOpen(new Set(open).add(nth))}>{t('compare.folded', { count: piece.rows.length })}</button>
                    </td>
                  </tr>
                )
                : piece.rows.map((row) => <Line key={`${row.was?.line ?? ''}-${row.now?.line ?? ''}`} row={row} change={changes.indexOf(row)} />))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Line({ row, change }: { row: Row; change: number }) {
  return (
    <tr className={classes.row} data-kind={row.kind} {...(change >= 0 && { 'data-change': change, tabIndex: -1 })}>
      <Half side={row.was} which="was" kind={row.kind} />
      <Half side={row.now} which="now" kind={row.kind} />
    </tr>
  );
}

function Half({ side, which, kind }: { side: Side | null; which: 'was' | 'now'; kind: Row['kind'] }) {
  const { t } = useTranslation();
  const Marked = which === 'was' ? 'del' : 'ins';
  const empty = side === null || undefined;
  const sign = kind === 'same' || side === null ? ' ' : kind === 'changed' ? '~' : which === 'was' ? '−' : '+';
  const word = kind === 'same' || side === null ? null : t(`compare.${kind === 'changed' ? (which === 'was' ? 'changedFrom' : 'changedTo') : kind}`);
  return (
    <>
      <td className={classes.number} data-side={which} data-empty={empty}>{side?.line}</td>
      <td className={classes.side} data-side={which} data-empty={empty}>
        {side && (
          <>
            <span className={classes.mark} aria-hidden>{sign}</span>
            {word && <VisuallyHidden>{word} </VisuallyHidden>}
            {side.parts.map((part, nth) => (part.differs ? <Marked key={nth}>{part.text}</Marked> : <span key={nth}>{part.text}</span>))}
          </>
        )}
      </td>
    </>
  );
}
