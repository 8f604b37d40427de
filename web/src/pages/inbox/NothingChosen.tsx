import { MousePointerClick } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Key } from '@/ui/Key';
import classes from './Inbox.module.css';

/** Beside a list of which nothing is open; where the list is empty, it has said so itself. */
export function NothingChosen({ view, empty }: { view: TaskView; empty: boolean }) {
  const { t } = useTranslation();
  const waiting = view === 'waiting';
  if (empty) return null;
  return (
    <div>
      <Empty icon={MousePointerClick} title={t('inbox.chooseTitle')} text={t(waiting ? 'inbox.chooseRun' : 'inbox.chooseText')} />
      {!waiting && (
        <p className={classes.hints}>
          <span><Key>j</Key> <Key>k</Key> {t('inbox.keyMove')}</span>
          <span><Key>Enter</Key> {t('keys.open')}</span>
          <span><Key>?</Key> {t('keys.help')}</span>
        </p>
      )}
    </div>
  );
}
