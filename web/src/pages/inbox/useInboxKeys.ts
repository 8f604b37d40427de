import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTaskAction } from '@/api/tasks';
import type { TaskSummary } from '@/api/types';
import { sayProblem } from '@/ui/toast';
import { useKeys } from '@/ui/useKeys';

type InboxKeys = { tasks: TaskSummary[]; open: string | undefined; choose: (task: string | undefined) => void; phone: boolean; enabled: boolean };

/**
 * j and k (or the arrows, in the list) move, Enter or o goes into the task, m claims or releases it, Esc goes back to the list.
 * Gives the task that somebody goes into while it is still being loaded: it takes the focus when it is there.
 */
export function useInboxKeys({ tasks, open, choose, phone, enabled }: InboxKeys): string | undefined {
  const navigate = useNavigate();
  const action = useTaskAction(open ?? '');
  const [entering, setEntering] = useState<string>();
  const at = tasks.findIndex((task) => task.id === open);

  const move = (step: number) => {
    const next = tasks[Math.max(0, Math.min(tasks.length - 1, at + step))];
    if (!next) return;
    setEntering(undefined);
    if (!phone) choose(next.id);
    const row = document.querySelector<HTMLElement>(`[data-task="${CSS.escape(next.id)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };
  const arrow = (step: number) => (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (target === document.body || target.closest('#inbox-list')) move(step);
    else window.scrollBy({ top: step * 60 });
  };
  const enter = () => {
    if (!open) return;
    if (phone) return void navigate({ to: '/tasks/$id', params: { id: open } });
    const title = document.getElementById('task-title');
    title?.focus();
    setEntering(title ? undefined : open);
  };
  const claim = () => {
    const task = tasks[at];
    if (!task) return;
    action.mutate({ kind: task.status === 'offered' ? 'claim' : 'release' }, { onError: sayProblem });
  };

  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    o: enter,
    m: claim,
    Escape: () => {
      setEntering(undefined);
      document.querySelector<HTMLElement>('#inbox-list [aria-current="true"]')?.focus();
    },
  }, enabled && tasks.length > 0);

  useKeys({
    Enter: (event) => {
      const target = event.target as HTMLElement;
      if (target === document.body || target.id === 'inbox-list') enter();
      else if (target.matches('[data-task]') && target.getAttribute('aria-current') === 'true') enter();
      else target.click();
    },
  }, enabled && tasks.length > 0);

  return entering;
}
