import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Palette.module.css';
import { usePaletteEntries, type Entry } from './usePaletteEntries';
import { useFocusBack } from '@/ui/useFocusBack';

const DELAY_MS = 180;

/** Go anywhere, start anything, find a run: one field and a list, by keyboard alone if wanted. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const list = useId();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), DELAY_MS);
  const entries = usePaletteEntries(text.trim(), asked);
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, entries.length - 1);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      const next = (active + step + entries.length) % entries.length;
      setChosen(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(entries[active]);
    }
  };

  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} size={580} yOffset="12vh" centered={false} aria-label={t('palette.title')}>
      <div className={classes.field}>
        <Search size={19} aria-hidden />
        <input
          className={classes.input}
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={entries[active] ? `${list}-${active}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => { setText(event.currentTarget.value); setChosen(0); }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id={list} role="listbox" aria-label={t('palette.results')} className={classes.list}>
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.entry}
            onPointerMove={() => setChosen(index)}
            onClick={() => run(entry)}
          >
            <entry.icon size={18} aria-hidden />
            <span className={classes.label}>{entry.label}</span>
            <span className={classes.hint}>{entry.hint}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className={classes.none} role="status">{t('palette.none', { text })}</p>}
    </Modal>
  );
}
