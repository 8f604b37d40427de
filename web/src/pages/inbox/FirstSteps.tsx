import { Link } from '@tanstack/react-router';
import { Check, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAllPeople, useGroups } from '@/api/people';
import { useWorkflows } from '@/api/workflowList';
import classes from './FirstSteps.module.css';

/** An empty workspace: what to do first, each step with its place, ticked off as it is done. */
export function FirstSteps() {
  const { t } = useTranslation();
  const people = useAllPeople().data?.length ?? 0;
  const groups = useGroups().data?.items.length ?? 0;
  const workflows = useWorkflows().data ?? [];
  const steps = [
    { name: 'people', to: '/people', done: people > 1 },
    { name: 'groups', to: '/people', search: { tab: 'groups' as const }, done: groups > 0 },
    { name: 'workflow', to: '/workflows/new', done: workflows.some((one) => one.live_version !== null) },
    { name: 'start', to: '/start', done: false },
  ] as const;
  return (
    <section className={classes.steps} aria-label={t('firstSteps.title')}>
      <h2 className={classes.title}>{t('firstSteps.title')}</h2>
      <p className={classes.lead}>{t('firstSteps.lead')}</p>
      <ol className={classes.list}>
        {steps.map(({ name, to, done, ...rest }, index) => (
          <li key={name}>
            <Link to={to} search={'search' in rest ? rest.search : {}} className={classes.step} data-done={done || undefined}>
              <span className={classes.mark} aria-hidden>{done ? <Check size={16} strokeWidth={2.6} /> : index + 1}</span>
              <span>
                <span className={classes.name}>{t(`firstSteps.${name}`)}{done && <span className={classes.ticked}> · {t('state.done')}</span>}</span>
                <span className={classes.text}>{t(`firstSteps.${name}Text`)}</span>
              </span>
              <ChevronRight size={17} aria-hidden />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
