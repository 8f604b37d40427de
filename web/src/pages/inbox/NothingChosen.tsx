import { MousePointerClick } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '@/api/types';
import { Empty } from '@/ui/Empty';
import classes from './Inbox.module.css';

export function NothingChosen({ view }: { view: TaskView }) {
  const { t } = useTranslation();
  const waiting = view === 'waiting';
  return (
    <div>
      <Empty icon={MousePointerClick} title={t('inbox.chooseTitle')} text={t(waiting ? 'inbox.chooseRun' : 'inbox.chooseText')} />
      {!waiting && (
        <p className={classes.hints}>
          <span><kbd>j</kbd> <kbd>k</kbd> {t('inbox.keyMove')}</span>
          <span><kbd>Enter</kbd> {t('keys.open')}</span>
          <span><kbd>?</kbd> {t('keys.help')}</span>
        </p>
      )}
    </div>
  );
}
