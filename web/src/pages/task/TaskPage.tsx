import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './TaskPage.module.css';
import { TaskView } from './TaskView';

/** A task at an address of its own: the phone's way to work, and what mails and links lead to. */
export function TaskPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/shell/tasks/$id' });
  const navigate = useNavigate();
  const onDone = (next: string | null) =>
    void (next ? navigate({ to: '/tasks/$id', params: { id: next } }) : navigate({ to: '/inbox' }));
  return (
    <div className={classes.page}>
      <Link to="/inbox" className={classes.back}><ArrowLeft size={16} aria-hidden /> {t('nav.inbox')}</Link>
      <TaskView key={id} id={id} onDone={onDone} level={1} />
    </div>
  );
}
