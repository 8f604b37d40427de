import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '@/ui/useFocusBack';
import { TaskView } from '../task/TaskView';
import classes from './Inbox.module.css';

type TaskDrawerProps = { id: string; phone: boolean; onDone: (next: string | null) => void; onClose: () => void };

/** The task where there is no room for it beside the list. */
export function TaskDrawer({ id, phone, onDone, onClose }: TaskDrawerProps) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Drawer
      opened onClose={onClose} position="right" size={phone ? '100%' : 640}
      title={t('inbox.task')} closeButtonProps={{ 'aria-label': t('app.close') }} classNames={{ body: classes.drawerBody }}
    >
      <TaskView key={id} id={id} onDone={onDone} level={2} />
    </Drawer>
  );
}
