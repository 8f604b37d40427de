import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Recycle } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBin } from '@/api/bin';
import { useMay } from '@/api/session';
import type { BinnedDesign } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Moment } from '@/ui/Moment';
import { Page, Section } from '@/ui/Page';
import { Person } from '@/ui/Person';
import { Tag } from '@/ui/State';
import back from '../task/TaskPage.module.css';
import classes from './Bin.module.css';

const ItemModal = lazy(() => import('./ItemModal').then((module) => ({ default: module.ItemModal })));

/** Designs that were thrown away: who did, when, and until when they can be restored. */
export function Bin() {
  const { t } = useTranslation();
  const query = useBin();
  const mayRestore = useMay('draft.change');
  const [shown, show] = useState<BinnedDesign | null>(null);
  return (
    <Page
      title={t('bin.title')} lead={t('bin.lead')} width="narrow"
      above={<Link to="/workflows" className={back.back}><ArrowLeft size={16} aria-hidden /> {t('nav.workflows')}</Link>}
    >
      <Loaded query={query} lines={4}>
        {(items) =>
          items.length === 0
            ? <Empty icon={Recycle} title={t('bin.none')} text={t('bin.noneText')} />
            : (
              <Section title={t('bin.designs')}>
                <ul className={classes.list}>
                  {items.map((item) => (
                    <li key={item.item} className={classes.item}>
                      <div className={classes.words}>
                        <h3 className={classes.name}>{item.title} <Tag>{t(`bin.kind.${item.kind}`)}</Tag></h3>
                        <p className={classes.sub}>{item.id}</p>
                        <p className={`${classes.sub} ${classes.when}`}>
                          {item.by && <Person person={item.by} size={20} />}
                          <span><Moment at={item.since} /> · {t('bin.until')} <Moment at={item.until} /></span>
                        </p>
                      </div>
                      <Button variant="default" onClick={() => show(item)} aria-label={t('bin.lookAt', { title: item.title })}>{t(mayRestore ? 'bin.look' : 'workflow.show')}</Button>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
      </Loaded>
      {shown && <Suspense><ItemModal item={shown} mayRestore={mayRestore} onClose={() => show(null)} /></Suspense>}
    </Page>
  );
}
