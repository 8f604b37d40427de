import { useTranslation } from 'react-i18next';
import type { Task } from '@/api/types';
import { STATES, stateName } from '@/ui/State';
import classes from './Progress.module.css';

/** Where the run stands, as a short list: what is done, where it is now, what may follow. */
export function Progress({ task }: { task: Task }) {
  const { t } = useTranslation();
  if (task.progress.length === 0) return null;
  return (
    <section aria-label={t('task.progress')}>
      <h3 className={classes.heading}>{t('task.progress')}</h3>
      <ol className={classes.list}>
        {task.progress.map((step) => {
          const name = stateName(step.state);
          const Icon = STATES[name].icon;
          const here = step.step === task.step && name === 'open';
          return (
            <li key={step.step} className={classes.step} data-state={name} aria-current={here ? 'step' : undefined}>
              <span className={classes.mark} aria-hidden><Icon size={14} strokeWidth={2.4} /></span>
              <span className={classes.title}>{step.title}</span>
              <span className={classes.word}>{here ? t('task.here') : t(`state.${name}`)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
