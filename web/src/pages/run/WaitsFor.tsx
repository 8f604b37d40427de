import { useTranslation } from 'react-i18next';
import type { Run } from '@/api/types';
import { firstOf, sharedBy, together, type Wait } from './together';
import { useFlowWords } from '@/diagram/useFlowWords';
import { Due } from '@/ui/Moment';
import { Since } from '@/ui/Since';
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
        {together(run.waits_for).map((group, nth) => {
          const [wait] = group;
          if (!wait) return null;
          const key = wait.task ?? `${wait.step}-${nth}`;
          if (group.length > 1) return <Several key={key} group={group} first={wait} condition={words.condition} onStep={onStep} />;
          return (
          <li key={key} className={classes.item}>
            <Holder wait={wait} />
            <div className={classes.words}>
              <p className={classes.who}><Who wait={wait} condition={words.condition} /></p>
              <p className={classes.what}>
                <button type="button" className={classes.step} onClick={() => onStep(wait.step)}>{wait.title}</button>
                {wait.item && <> · {wait.item}</>}
                {' · '}<Since at={wait.since} />
                {wait.waited && <Tries waited={wait.waited} />}
              </p>
            </div>
            <Due at={wait.due} overdue={wait.overdue} plain={Boolean(wait.waited)} />
          </li>
          );
        })}
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

type SeveralProps = { group: Wait[]; first: Wait; condition: (source: string) => string; onStep: (step: string) => void };

/** What many items wait for alike: said once, with each of them a click away. */
function Several({ group, first, condition, onStep }: SeveralProps) {
  const { t } = useTranslation();
  const { due, since, overdue } = firstOf(group);
  const parted = Boolean(first.waited) && !sharedBy(group);
  return (
    <li className={classes.item}>
      <Holder wait={first} />
      <div className={classes.words}>
        <p className={classes.who}>{parted ? t('run.waits.runs', { count: group.length }) : <Who wait={first} condition={condition} />}</p>
        <p className={classes.what}>
          <button type="button" className={classes.step} onClick={() => onStep(first.step)}>{first.title}</button>
          {' · '}{t('run.times', { count: group.length })}
          {' · '}<Since at={since} />
          {overdue > 0 && <> · <span className={classes.late}>{t('run.late', { count: overdue })}</span></>}
        </p>
        <details className={classes.each}>
          <summary>{t('run.eachOf', { count: group.length })}</summary>
          <ul>
            {group.map((wait, nth) => (
              <li key={wait.task ?? nth}>
                <span>
                  {wait.item ?? wait.title}
                  {wait.waited && parted && <span className={classes.own}><Waited waited={wait.waited} condition={condition} /></span>}
                  {wait.waited && <Tries waited={wait.waited} />}
                </span>
                {' '}<Due at={wait.due} overdue={wait.overdue} plain />
              </li>
            ))}
          </ul>
        </details>
      </div>
      {due && <Due at={due.due} overdue={due.overdue} plain={Boolean(first.waited)} />}
    </li>
  );
}

function Who({ wait, condition }: { wait: Wait; condition: (source: string) => string }) {
  const { t } = useTranslation();
  if (wait.waited) return <Waited waited={wait.waited} condition={condition} />;
  return <>{t('run.withWho', { who: wait.who?.name ?? wait.group ?? t('actor.system') })}</>;
}

function Holder({ wait }: { wait: Wait }) {
  if (wait.who) return <Avatar person={wait.who} size={38} />;
  const Sign = wait.waited ? waitedSign(wait.waited.kind) : Users;
  return <span className={classes.group} aria-hidden><Sign size={19} /></span>;
}
