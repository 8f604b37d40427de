import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { ExternalLink, Link2, MoreHorizontal, Printer, UserRoundPen } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTaskAction } from '@/api/tasks';
import type { Task } from '@/api/types';
import { Due, Moment } from '@/ui/Moment';
import { useTitle } from '@/ui/Page';
import { Person } from '@/ui/Person';
import { Priority } from '@/ui/Priority';
import { StateBadge } from '@/ui/State';
import { say, sayProblem } from '@/ui/toast';
import classes from './TaskHeader.module.css';

const ReassignModal = lazy(() => import('./ReassignModal').then((module) => ({ default: module.ReassignModal })));

export function TaskHeader({ task, level, focused }: { task: Task; level: 1 | 2; focused: boolean }) {
  const { t } = useTranslation();
  const action = useTaskAction(task.id);
  const [reassigning, reassign] = useDisclosure(false);
  useTitle(task.title);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) title.current?.focus();
  }, [focused]);
  const Heading = level === 1 ? 'h1' : 'h2';
  const take = (kind: 'claim' | 'release') => action.mutate({ kind }, { onError: sayProblem });
  const copyLink = () => void navigator.clipboard.writeText(`${location.origin}/tasks/${task.id}`).then(() => say(t('task.linkCopied')));
  const open = task.status !== 'done' && task.status !== 'withdrawn';

  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.words}>
          <Heading className={classes.title} id="task-title" tabIndex={-1} ref={title}>{task.title}</Heading>
          <p className={classes.label}>{task.run_label}</p>
        </div>
        <div className={classes.actions}>
          {task.may.claim && <Button variant="light" loading={action.isPending} onClick={() => take('claim')}>{t('task.claim')}</Button>}
          {task.may.release && <Button variant="default" loading={action.isPending} onClick={() => take('release')}>{t('task.release')}</Button>}
          <Menu position="bottom-end" radius="lg" width={230}>
            <Menu.Target>
              <Button variant="default" px={9} aria-label={t('task.more')}><MoreHorizontal size={18} aria-hidden /></Button>
            </Menu.Target>
            <Menu.Dropdown>
              {task.may.reassign && <Menu.Item leftSection={<UserRoundPen size={16} />} onClick={reassign.open}>{t('task.reassign')}</Menu.Item>}
              <Menu.Item leftSection={<ExternalLink size={16} />} component={Link} to={`/runs/${task.run}`}>{t('task.openRun')}</Menu.Item>
              <Menu.Item leftSection={<Link2 size={16} />} onClick={copyLink}>{t('task.copyLink')}</Menu.Item>
              <Menu.Item leftSection={<Printer size={16} />} onClick={() => window.print()}>{t('task.print')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <ul className={classes.facts} aria-label={t('task.facts')}>
        <li><StateBadge state={task.overdue && open ? 'overdue' : task.status} /></li>
        {task.priority !== 'normal' && <li><Priority level={task.priority} /></li>}
        <li><Link to="/runs/$id" params={{ id: task.run }}>{task.run}</Link></li>
        <li>{task.workflow.title}</li>
        {open && <li><Due at={task.due} overdue={task.overdue} /></li>}
        {task.assignee && <li className={classes.who}><Person person={task.assignee} size={20} /></li>}
        {!task.assignee && task.offered_to && <li>{t('task.offered', { group: task.offered_to.group ?? '', count: task.offered_to.count })}</li>}
      </ul>
      {task.handed_over_by && task.handed_over_at && (
        <p className={classes.handed}>{t('task.handedBy', { name: task.handed_over_by.name })} <Moment at={task.handed_over_at} /></p>
      )}
      {reassigning && <Suspense><ReassignModal task={task} onClose={reassign.close} /></Suspense>}
    </header>
  );
}
