import { Archive } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useHolds, useRetention } from '@/api/retention';
import { useMay } from '@/api/session';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Moment } from '@/ui/Moment';
import { Page, Section } from '@/ui/Page';
import { fileSize } from '@/ui/time';
import { HoldItem } from './HoldItem';
import { KeptItem } from './KeptItem';
import classes from './Retention.module.css';

/** What is over its time and will be taken out, and what is held beyond it. */
export function Retention() {
  const { t, i18n } = useTranslation();
  const retention = useRetention();
  const holds = useHolds();
  const holdsRuns = useMay('hold.set');
  return (
    <Page title={t('nav.retention')} lead={t('retention.lead')} width="narrow">
      <Section title={t('retention.over')} lead={t('retention.overLead')}>
        <Loaded query={retention} lines={3}>
          {(plan) =>
            plan.workflows.length === 0
              ? <Empty compact icon={Archive} title={t('retention.forEver')} text={t('retention.forEverText')} />
              : (
                <>
                  <p className={classes.sum}>
                    {t('retention.runs', { count: plan.runs })} · {plan.estimated && `${t('retention.about')} `}{fileSize(plan.bytes, i18n.language)}
                    {plan.next && <span className={classes.next}> · {t('retention.next')} <Moment at={plan.next} /></span>}
                  </p>
                  <ul className={classes.list}>{plan.workflows.map((kept) => <KeptItem key={kept.workflow} kept={kept} mayHold={holdsRuns} />)}</ul>
                </>
              )}
        </Loaded>
      </Section>
      <Section title={t('retention.holds')} lead={t('retention.holdsLead')}>
        <Loaded query={holds} lines={2}>
          {({ items }) =>
            items.length === 0
              ? <p className={classes.none}>{t('retention.noHolds')}</p>
              : <ul className={classes.list}>{items.map((hold) => <HoldItem key={hold.id} hold={hold} mayLift={holdsRuns} />)}</ul>}
        </Loaded>
      </Section>
    </Page>
  );
}
