import { useTranslation } from 'react-i18next';
import { useRun } from '@/api/runs';
import { Stepper } from '@/diagram/Stepper';
import { flowState } from '@/diagram/state';
import { Loaded } from '@/ui/Loaded';
import classes from './Parts.module.css';
import { Parts } from './Parts';

/** A run under another, opened in its place: its steps, and the runs under it. */
export function Inside({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useRun(id);
  return (
    <div className={classes.inside}>
      <Loaded query={query} lines={3}>
        {(run) => (
          <>
            {!run.process && <Stepper outline={run.outline} state={flowState(run)} label={t('run.diagramOf', { run: run.id })} />}
            {run.has_parts && <Parts run={run} nested />}
          </>
        )}
      </Loaded>
    </div>
  );
}
