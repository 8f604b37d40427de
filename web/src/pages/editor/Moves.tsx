import { Checkbox, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMoves } from '@/api/moving';
import { useDiff } from '@/api/workflows';
import type { MovingRun } from '@/api/types';
import classes from './Moves.module.css';

/** What the draft changes, in words, and which of the runs that go on move with it. */
export function Moves({ id, version, chosen, onChange }: { id: string; version: number; chosen: string[]; onChange: (runs: string[]) => void }) {
  const { t } = useTranslation();
  const diff = useDiff(id, `v${version}`, 'draft', true);
  const moves = useMoves(id, 'draft');
  const runs = moves.data?.items ?? [];
  const can = runs.filter((run) => run.verdict === 'can' && run.may_move).map((run) => run.run);
  const toggle = (run: string, on: boolean) => onChange(on ? [...chosen, run] : chosen.filter((other) => other !== run));
  const said = (run: MovingRun) => run.why[0]?.sentence ?? (run.may_move ? run.at.map((step) => step.title).join(', ') : t('moves.notYours'));
  return (
    <Stack gap={12}>
      {(diff.data?.sentences.length ?? 0) > 0 && (
        <div>
          <Text fw={600}>{t('moves.changes')}</Text>
          <ul className={classes.list}>{diff.data?.sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </div>
      )}
      {runs.length > 0 && (
        <fieldset className={classes.runs}>
          <legend>{t('moves.which')}</legend>
          <Text c="dimmed" size="sm">{t('moves.whichHelp')}</Text>
          <Stack gap={8} mt={8}>
            {can.length > 1 && (
              <Checkbox
                label={t('moves.all', { count: can.length })} checked={chosen.length === can.length}
                indeterminate={chosen.length > 0 && chosen.length < can.length}
                onChange={(event) => onChange(event.currentTarget.checked ? can : [])}
              />
            )}
            {runs.map((run) => (
              <Checkbox
                key={run.run} checked={chosen.includes(run.run)} disabled={!can.includes(run.run)} onChange={(event) => toggle(run.run, event.currentTarget.checked)}
                label={`${run.run} · ${run.label}`} description={`${t(`moves.verdict.${run.verdict}`)} · ${said(run)}`}
              />
            ))}
          </Stack>
        </fieldset>
      )}
    </Stack>
  );
}
