import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheirs, type Noun } from '@/api/workflows';
import { merge, settled, type Choice } from '@/compare/merge';
import { SideBySide } from '@/compare/SideBySide';
import dialog from '@/ui/Dialog.module.css';
import { Failure } from '@/ui/Failure';
import { Lines } from '@/ui/Loaded';
import { useFocusBack } from '@/ui/useFocusBack';
import classes from './MergeModal.module.css';

type MergeModalProps = {
  noun: Noun;
  id: string;
  /** The text that both began from. */
  base: string;
  mine: string;
  take: (text: string, theirs: { source: string; rev: number }) => void;
  onClose: () => void;
};
const CHOICES = ['theirs', 'mine', 'both'] as const;

/** Two have changed one draft: what only one of them changed is joined, what both changed is chosen, line by line. */
export function MergeModal({ noun, id, base, mine, take, onClose }: MergeModalProps) {
  const { t } = useTranslation();
  useFocusBack();
  const { data: theirs, error, refetch } = useTheirs(id, noun);
  const [choices, choose] = useState<Choice[]>([]);
  const pieces = useMemo(() => (theirs ? merge(base, mine, theirs.source) : []), [base, mine, theirs]);
  const open = pieces.flatMap((piece) => (piece.kind === 'open' ? [piece] : []));
  const text = settled(pieces, choices);
  const ready = open.every((_, at) => choices[at] !== undefined);
  const set = (at: number, choice: Choice) => choose(open.map((_, other) => (other === at ? choice : choices[other]!)));
  const who = theirs?.by?.name ?? t('merge.somebody');
  return (
    <Modal opened onClose={onClose} size="xl" title={t('merge.title')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Stack gap={16}>
        {error && <Failure error={error} retry={() => void refetch()} />}
        {theirs === undefined && !error && <Lines count={6} />}
        {theirs && (
          <>
            <Text>{open.length === 0 ? t('merge.joined', { name: who }) : t('merge.open', { name: who, count: open.length })}</Text>
            {open.map((piece, at) => (
              <Radio.Group key={at} label={t('merge.place', { at: at + 1, count: open.length })} value={choices[at] ?? null} onChange={(next) => set(at, next as Choice)}>
                <div className={classes.both}>
                  <Side title={t('merge.of', { name: who })} lines={piece.theirs} />
                  <Side title={t('merge.mine')} lines={piece.mine} />
                </div>
                <Group gap={16}>
                  {CHOICES.map((choice) => <Radio key={choice} value={choice} label={choice === 'theirs' ? t('merge.take', { name: who }) : t(`merge.${choice === 'mine' ? 'takeMine' : 'takeBoth'}`)} />)}
                </Group>
              </Radio.Group>
            ))}
            {ready && <SideBySide was={theirs.source} now={text} names={[t('merge.of', { name: who }), t('merge.result')]} />}
          </>
        )}
        <Group justify="flex-end" className={dialog.actions}>
          <Button variant="default" onClick={onClose}>{t('app.cancel')}</Button>
          <Button disabled={!theirs || !ready} onClick={() => { if (theirs) take(text, theirs); onClose(); }}>{t('merge.save')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Side({ title, lines }: { title: string; lines: string[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.side}>
      <p className={classes.title}>{title}</p>
      {lines.length === 0 ? <p className={classes.none}>{t('merge.takenOut')}</p> : <pre className={classes.lines}>{lines.join('\n')}</pre>}
    </div>
  );
}
