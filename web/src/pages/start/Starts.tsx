import { Link } from '@tanstack/react-router';
import { ChevronRight, FilePlus2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStarts } from '@/api/starts';
import { Empty } from '@/ui/Empty';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import classes from './Start.module.css';

/** Everything this person may begin. */
export function Starts() {
  const { t } = useTranslation();
  const query = useStarts();
  return (
    <Page title={t('start.title')} lead={t('start.lead')} width="narrow">
      <Loaded query={query} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <Empty icon={FilePlus2} title={t('start.none')} text={t('start.noneText')} />
          ) : (
            <ul className={classes.list}>
              {items.map((item) => (
                <li key={`${item.workflow.id}/${item.start}`} className={classes.card}>
                  <span className={classes.icon} aria-hidden><FilePlus2 size={20} /></span>
                  <div className={classes.words}>
                    <h2 className={classes.name}>
                      <Link to="/start/$workflow" params={{ workflow: item.workflow.id }} search={{ start: item.start }} className={classes.link}>{item.title}</Link>
                    </h2>
                    <p className={classes.workflow}>{item.workflow.title}</p>
                    {item.workflow.about && <p className={classes.about}>{item.workflow.about}</p>}
                  </div>
                  <ChevronRight size={20} aria-hidden className={classes.go} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
