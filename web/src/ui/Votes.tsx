import { Check, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Votes as VotesItem } from '@/api/types';
import { Moment } from './Moment';
import { Person } from './Person';
import classes from './Votes.module.css';

/** Where several decide: how many yes are needed and there, who said what, who is still asked. */
export function Votes({ votes, title }: { votes: VotesItem; title?: string }) {
  const { t } = useTranslation();
  return (
    <section className={classes.votes} aria-label={title ?? t('votes.title')}>
      <h3 className={classes.heading}>{title ?? t('votes.title')}</h3>
      <p className={classes.sum}>{t('votes.sum', { yes: votes.yes, needed: votes.needed, count: votes.asked })}</p>
      <ul className={classes.list}>
        {votes.given.map((vote) => (
          <li key={vote.who.id} className={classes.item}>
            <Person person={vote.who} size={20} />
            <span className={classes.said}><Check size={14} aria-hidden /> {vote.choice_label}</span>
            <span className={classes.at}><Moment at={vote.at} /></span>
          </li>
        ))}
        {votes.open.map((person) => (
          <li key={person.id} className={classes.item}>
            <Person person={person} size={20} />
            <span className={classes.open}><Clock size={14} aria-hidden /> {t('votes.open')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
