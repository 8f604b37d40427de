import { lazy, Suspense, useEffect, useRef, type FocusEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useTask, useTaskAction } from '@/api/tasks';
import type { Task } from '@/api/types';
import { Known } from '@/form/Known';
import { Markdown } from '@/ui/Markdown';
import { Moment } from '@/ui/Moment';
import { Notice } from '@/ui/Notice';
import { Loaded } from '@/ui/Loaded';
import { Activity } from './Activity';
import { Progress } from './Progress';
import { TaskForm } from './TaskForm';
import { TaskHeader } from './TaskHeader';
import classes from './TaskView.module.css';

const LockedNotice = lazy(() => import('./LockedNotice').then((module) => ({ default: module.LockedNotice })));
const Votes = lazy(() => import('@/ui/Votes').then((module) => ({ default: module.Votes })));
const Acceptance = lazy(() => import('./Acceptance').then((module) => ({ default: module.Acceptance })));

/** `focused`: its title takes the focus when it is there. */
type TaskViewProps = { id: string; onDone: (next: string | null) => void; level: 1 | 2; focused?: boolean };

/** All one needs to decide or fill in: what is known, what is asked, the decision; then how it came here. */
export function TaskView({ id, onDone, level, focused = false }: TaskViewProps) {
  const query = useTask(id);
  return <Loaded query={query} lines={6}>{(task) => <Loading task={task} onDone={onDone} level={level} focused={focused} />}</Loaded>;
}

function Loading({ task, onDone, level, focused }: { task: Task; focused: boolean } & Pick<TaskViewProps, 'onDone' | 'level'>) {
  const { t } = useTranslation();
  const work = useOpenToWork(task);
  const known = task.known.filter((field) => field.shown);
  return (
    <article className={classes.view} aria-label={task.title} onPointerDown={work} onFocus={(event) => { work(); outFromUnder(event); }}>
      <div className={classes.columns}>
        <div className={classes.main}>
          <TaskHeader task={task} level={level} focused={focused} />
          {!task.may.complete && !task.may.accept && <Suspense><LockedNotice task={task} /></Suspense>}
          {task.comment_shown && (
            <Notice
              tone="warn"
              title={t('task.sentBack', { name: task.comment_shown.by.name, choice: task.comment_shown.choice_label ?? t('task.sentBackWord') })}
            >
              <p className={classes.quote}>{task.comment_shown.text}</p>
              <span className={classes.when}><Moment at={task.comment_shown.at} /></span>
            </Notice>
          )}
          {task.guide && <section className={classes.guide} aria-label={t('task.guide')}><Markdown text={task.guide} /></section>}
          {known.length > 0 && (
            <section className={classes.known} aria-label={t('task.known')}>
              <h3 className={classes.heading}>{t('task.known')}</h3>
              <Known fields={known} />
            </section>
          )}
          {task.may.accept && <Suspense><Acceptance task={task} onDone={onDone} /></Suspense>}
          <TaskForm key={`${task.id}-${task.may.complete}`} task={task} onDone={onDone} />
        </div>
        <aside className={classes.side} aria-label={t('task.about')}>
          {task.votes && <Suspense><Votes votes={task.votes} /></Suspense>}
          <Progress task={task} />
          <Activity task={task} />
        </aside>
      </div>
    </article>
  );
}

/** The decision bar sticks below; browsers bring a text into sight without a look at what lies over it. */
function outFromUnder({ target }: FocusEvent) {
  if (target.matches(':focus-visible')) target.scrollIntoView({ block: 'nearest' });
}

/** Looking is not working: the take-over is recorded when the person first touches the task, once. */
function useOpenToWork(task: Task): () => void {
  const action = useTaskAction(task.id);
  const done = useRef(false);
  useEffect(() => {
    done.current = false;
  }, [task.id]);
  return () => {
    if (done.current || task.status !== 'assigned' || !task.may.complete) return;
    done.current = true;
    action.mutate({ kind: 'open' });
  };
}
