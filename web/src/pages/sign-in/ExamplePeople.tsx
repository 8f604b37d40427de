import { useTranslation } from 'react-i18next';
import type { SignInPage } from '@/api/types';
import { Avatar } from '@/ui/Person';
import { roleWord } from '@/ui/roleWord';
import classes from './Gate.module.css';

type ExamplePeopleProps = { people: NonNullable<SignInPage['people']>; busy: boolean; onChoose: (person: string) => void };

/** The people of an example workspace, one click each; who may do more than work says so. */
export function ExamplePeople({ people, busy, onChoose }: ExamplePeopleProps) {
  const { t } = useTranslation();
  return (
    <ul className={classes.people} aria-label={t('signIn.people')}>
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" className={classes.person} disabled={busy} onClick={() => onChoose(person.id)}>
            <Avatar person={person} size={38} />
            <span className={classes.who}>
              <strong>{person.name}</strong>
              <span>{[person.title, person.role === 'member' ? null : t(roleWord(person.role))].filter(Boolean).join(' · ')}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
