import { Bot, Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Actor, PersonRef } from '@/api/types';
import classes from './Person.module.css';

const HUES = 8;

/** The same person always has the same colour; it tells nothing and helps the eye. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % HUES;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

export function Avatar({ person, size = 28 }: { person: Pick<PersonRef, 'id' | 'name'>; size?: number }) {
  return (
    <span className={classes.avatar} data-hue={hueOf(person.id)} style={{ '--size': `${size}px` } as React.CSSProperties} aria-hidden>
      {initials(person.name)}
    </span>
  );
}

export function Person({ person, size = 22 }: { person: PersonRef; size?: number }) {
  return (
    <span className={classes.person}>
      <Avatar person={person} size={size} />
      <span>{person.name}</span>
    </span>
  );
}

export function isPerson(actor: Actor): actor is PersonRef {
  return 'id' in actor;
}

/** Who did something: a person, or Baton itself. */
export function ActorIcon({ actor, size = 28 }: { actor: Actor; size?: number }) {
  if (isPerson(actor)) return <Avatar person={actor} size={size} />;
  const Icon = actor.kind === 'timer' ? Timer : Bot;
  return (
    <span className={classes.machine} style={{ '--size': `${size}px` } as React.CSSProperties} aria-hidden>
      <Icon size={size * 0.55} />
    </span>
  );
}

export function useActorName(): (actor: Actor) => string {
  const { t } = useTranslation();
  return (actor) => {
    if (isPerson(actor)) return actor.name;
    return actor.kind === 'timer' ? t('actor.timer') : t('actor.system');
  };
}
