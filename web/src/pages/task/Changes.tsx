import { useTranslation } from 'react-i18next';
import type { FieldView } from '@/api/types';
import { Notice } from '@/ui/Notice';
import { changed } from './changed';

/** What changed while somebody was about to decide on what they saw. */
export function Changes({ before, now }: { before: FieldView[]; now: FieldView[] }) {
  const { t } = useTranslation();
  const changes = changed(before, now);
  if (changes.length === 0) return null;
  const word = (text: string | null) => text ?? t('form.nothing');
  return (
    <Notice tone="warn" title={t('task.changed')}>
      <ul>
        {changes.map(({ id, label, from, to }) => <li key={id}>{label}: <del>{word(from)}</del> <ins>{word(to)}</ins></li>)}
      </ul>
    </Notice>
  );
}
