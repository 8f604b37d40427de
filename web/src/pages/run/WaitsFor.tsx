import { useTranslation } from 'react-i18next';
import type { Run } from '@/api/types';
import { Due, Moment } from '@/ui/Moment';
import { Avatar } from '@/ui/Person';
import { Lock, Users } from 'lucide-react';
import classes from './WaitsFor.module.css';

/** Who has it now, since when and until when: the first question of everybody who looks at a run. */
export function WaitsFor({ run, onStep }: { run: Run; onStep: (step: string) => void }) {
  const { t } = useTranslation();
  const heldBack = run.steps.filter((step) => step.held_back);
  if (run.waits_for.length === 0 && heldBack.length === 0) return null;
  return (
    <section aria-label={t('run.waitsFor')}>
      <ul className={classes.list}>
        {run.waits_for.map((wait) => (
          <li key={`${wait.step}-${wait.since}`} className={classes.item}>
            {wait.who ? <Avatar person={wait.who} size={38} /> : <span className={classes.group} aria-hidden><Users size={19} /></span>}
            <div className={classes.words}>
              <p className={classes.who}>{t('run.withWho', { who: wait.who?.name ?? wait.group ?? t('actor.system') })}</p>
              <p className={classes.what}>
                <button type="button" className={classes.step} onClick={() => onStep(wait.step)}>{wait.title}</button>
                {' · '}{t('run.since')} <Moment at={wait.since} />
              </p>
            </div>
            <Due at={wait.due} overdue={wait.overdue} />
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
