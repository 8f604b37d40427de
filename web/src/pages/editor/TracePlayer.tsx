import { Button } from '@mantine/core';
import { ChevronLeft, ChevronRight, Play, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TraceStep } from '@/api/types';
import classes from './Editor.module.css';

export type Playing = { fault: number; at: number };
type TracePlayerProps = { fault: number; trace: TraceStep[]; playing: Playing | null; play: (playing: Playing | null) => void };

/** A way that shows a fault: in words, and step by step on the diagram. */
export function TracePlayer({ fault, trace, playing, play }: TracePlayerProps) {
  const { t } = useTranslation();
  const at = playing?.fault === fault ? Math.min(playing.at, trace.length - 1) : null;
  return (
    <div className={classes.trace}>
      <ol className={classes.steps} aria-label={t('editor.wayTo')}>
        {trace.map((step, index) => (
          <li key={index} aria-current={index === at ? 'step' : undefined}>
            <button type="button" className={classes.step} onClick={() => play({ fault, at: index })}>{step.words}</button>
          </li>
        ))}
      </ol>
      {at === null ? (
        <Button size="compact-sm" variant="default" leftSection={<Play size={14} aria-hidden />} onClick={() => play({ fault, at: 0 })}>{t('editor.play')}</Button>
      ) : (
        <div className={classes.playing}>
          <Button size="compact-sm" variant="default" disabled={at === 0} leftSection={<ChevronLeft size={14} aria-hidden />} onClick={() => play({ fault, at: at - 1 })}>{t('editor.before')}</Button>
          <Button size="compact-sm" variant="default" disabled={at === trace.length - 1} rightSection={<ChevronRight size={14} aria-hidden />} onClick={() => play({ fault, at: at + 1 })}>{t('editor.next')}</Button>
          <Button size="compact-sm" variant="subtle" leftSection={<X size={14} aria-hidden />} onClick={() => play(null)}>{t('editor.stopPlaying')}</Button>
        </div>
      )}
    </div>
  );
}
