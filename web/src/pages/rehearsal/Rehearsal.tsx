import { MailOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { itemsOf } from '@/api/pages';
import { useMails } from '@/api/rehearsal';
import { useMay } from '@/api/session';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { More } from '@/ui/More';
import { Page, Section } from '@/ui/Page';
import { Clock } from './Clock';
import { MailItem } from './MailItem';
import classes from './Rehearsal.module.css';

/** The rehearsal's clock, and the mails it kept instead of sending. */
export function Rehearsal() {
  const { t } = useTranslation();
  const reads = useMay('mail.read');
  const mails = useMails(reads);
  const administers = useMay('clock.move');
  return (
    <Page title={t('nav.rehearsal')} lead={t('rehearsal.lead')} width="narrow">
      <Section title={t('rehearsal.clock')} lead={t('rehearsal.clockLead')}><Clock mayMove={administers} /></Section>
      {reads && <Section title={t('rehearsal.mails')} lead={t('rehearsal.mailsLead')}>
        <Loaded query={mails} lines={3}>
          {(data) =>
            itemsOf(data).length === 0
              ? <Empty compact icon={MailOpen} title={t('rehearsal.noMails')} text={t('rehearsal.noMailsText')} />
              : <ul className={classes.mails}>{itemsOf(data).map((mail) => <li key={mail.id}><MailItem mail={mail} /></li>)}</ul>
          }
        </Loaded>
        <More query={mails} />
      </Section>}
    </Page>
  );
}
