import { useTranslation } from 'react-i18next';
import type { Run } from '@/api/types';
import { useFlowWords } from '@/diagram/useFlowWords';
import { Due, Moment } from '@/ui/Moment';
import { Avatar } from '@/ui/Person';
import { Lock, Users } from 'lucide-react';
import { Tries, Waited, waitedSign } from './Waited';
import classes from './WaitsFor.module.css';

/** Who has it now, since when and until when: the first question of everybody who looks at a run. */
export function WaitsFor({ run, onStep }: { run: Run; onStep: (step: string) => void }) {
  const { t } = useTranslation();
  const words = useFlowWords(run.outline.labels);
  const heldBack = run.steps.filter((step) => step.held_back);
  if (run.waits_for.length === 0 && heldBack.length === 0) return null;
  return (
    <section aria-label={t('run.waitsFor')}>
      <ul className={classes.list}>
        {run.waits_for.map((wait, nth) => (
          <li key={wait.task ?? `${wait.step}-${nth}`} className={classes.item}>
            <Holder wait={wait} />
            <div className={classes.words}>
              <p className={classes.who}>
                {wait.waited ? <Waited waited={wait.waited} condition={words.condition} /> : t('run.withWho', { who: wait.who?.name ?? wait.group ?? t('actor.system') })}
              </p>
              <p className={classes.what}>
                <button type="button" className={classes.step} onClick={() => onStep(wait.step)}>{wait.title}</button>
                {wait.item && <> · {wait.item}</>}
                {' · '}{t('run.since')} <Moment at={wait.since} />
                {wait.waited && <Tries waited={wait.waited} />}
              </p>
            </div>
            <Due at={wait.due} overdue={wait.overdue} plain={Boolean(wait.waited)} />
          </li>
        ))}
        {heldBack.map((step) => (
          <li key={step.id} className={classes.item}>
            <span className={classes.group} aria-hidden><Lock size={19} /></span>
            <p className={classes.what}>
              <button type="button" className={classes.step} onClick={() => onStep(step.id)}>{step.held_back}</button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Holder({ wait }: { wait: Run['waits_for'][number] }) {
  if (wait.who) return <Avatar person={wait.who} size={38} />;
  const Sign = wait.waited ? waitedSign(wait.waited.kind) : Users;
  return <span className={classes.group} aria-hidden><Sign size={19} /></span>;
}
