import { Portal } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalItem } from '@/api/types';
import classes from './Expression.module.css';

type ProposalListProps = { id: string; anchor: HTMLElement; items: ProposalItem[]; active: number; take: (index: number) => void };
const ROOM_PX = 260;
const WIDTH_PX = 340;

/** What may be written, under the line one writes in (above it where there is no room). */
export function ProposalList({ id, anchor, items, active, take }: ProposalListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const at = anchor.getBoundingClientRect();
  const below = window.innerHeight - at.bottom > ROOM_PX || at.top < ROOM_PX;
  const left = Math.max(8, Math.min(at.left, window.innerWidth - WIDTH_PX - 8));
  const place = below ? { top: at.bottom + 4 } : { bottom: window.innerHeight - at.top + 4 };
  return (
    <Portal>
      <ul ref={list} id={id} role="listbox" aria-label={t('expression.proposals')} className={classes.proposals} style={{ left, ...place }}>
        {items.map((item, index) => (
          <li
            key={`${item.kind} ${item.label}`} id={`${id}-${index}`} role="option" aria-selected={index === active} className={classes.proposal}
            onMouseDown={(event) => { event.preventDefault(); take(index); }}
          >
            <span className={classes.name} data-kind={item.kind}>{item.label}</span>
            <span className={classes.detail}>{item.detail}</span>
            {item.about && <span className={classes.about}>{item.about}</span>}
          </li>
        ))}
      </ul>
    </Portal>
  );
}
