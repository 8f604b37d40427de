import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { placesOf } from './places';
import classes from './ShortcutList.module.css';
import { Key } from '@/ui/Key';
import { useFocusBack } from '@/ui/useFocusBack';

const INBOX = [['j', '↓', 'next'], ['k', '↑', 'previous'], ['Enter', 'o', 'open'], ['m', null, 'claim'], ['Esc', null, 'close']] as const;
const TASK = [['Ctrl+Enter', 'main'], ['Alt+1 … 3', 'choice'], ['Ctrl+S', 'save']] as const;
const RUN = [['[', 'previousStep'], [']', 'nextStep'], ['t', 'timeline'], ['d', 'data']] as const;

export function ShortcutList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const session = useSession();
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} size="lg" closeButtonProps={{ 'aria-label': t('app.close') }}>
      {session?.person.shortcuts === false && <p className={classes.off}>{t('keys.off')}</p>}
      <div className={classes.columns}>
        <Group title={t('keys.everywhere')} rows={[
          ['Ctrl+K', t('keys.palette')], ['/', t('keys.palette')], ['?', t('keys.help')],
          ...placesOf(session).map((place) => [place.key, t(`nav.${place.name}`)] as [string, string]),
        ]} />
        <Group title={t('keys.inbox')} rows={INBOX.map(([key, other, what]) => [other ? `${key} / ${other}` : key, t(`keys.${what}`)])} />
        <Group title={t('keys.task')} rows={TASK.map(([key, what]) => [key, t(`keys.${what}`)])} />
        <Group title={t('keys.run')} rows={RUN.map(([key, what]) => [key, t(`keys.${what}`)])} />
      </div>
    </Modal>
  );
}

function Group({ title, rows }: { title: string; rows: [string, string][] }) {
  return (
    <section>
      <h3 className={classes.heading}>{title}</h3>
      <dl className={classes.rows}>
        {rows.map(([key, what]) => (
          <Fragment key={key}>
            <dt><Key>{key}</Key></dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
