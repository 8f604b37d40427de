import { useTranslation } from 'react-i18next';
import type { Choice } from '@/api/types';
import { Notice } from '@/ui/Notice';

/** What sending the work back does again, and what stands, before one does it. */
export function DoneAgain({ choices }: { choices: Choice[] }) {
  const { t } = useTranslation();
  const back = choices.filter((choice) => choice.again.length > 0);
  if (back.length === 0) return null;
  const list = new Intl.ListFormat(undefined, { type: 'conjunction' });
  const named = (choice: Choice, stands: boolean) =>
    list.format(choice.again.filter((one) => one.stands === stands).map((one) => (one.by ? `${one.title} (${one.by.name})` : one.title)));
  return (
    <Notice tone="quiet" title={t('task.againTitle')}>
      {back.map((choice) => (
        <p key={choice.id}>
          {t('task.againDone', { choice: choice.label, steps: named(choice, false) })}
          {choice.again.some((one) => one.stands) && ` ${t('task.againStands', { steps: named(choice, true) })}`}
        </p>
      ))}
    </Notice>
  );
}
