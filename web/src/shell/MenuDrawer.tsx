import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '@/ui/useFocusBack';
import { Nav } from './Nav';

/** The navigation of a narrow window. */
export function MenuDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Drawer opened onClose={onClose} title={t('shell.menu')} size={290} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Nav onGo={onClose} />
    </Drawer>
  );
}
