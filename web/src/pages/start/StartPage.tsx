import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStartForm, useStarts } from '@/api/starts';
import { Loaded } from '@/ui/Loaded';
import { NotFound } from '../not-found/NotFound';
import back from '../task/TaskPage.module.css';
import classes from './Start.module.css';
import { StartSheet } from './StartSheet';

/** The form that begins a run. Without a named start, the first one this person may use. */
export function StartPage() {
  const { t } = useTranslation();
  const { workflow } = useParams({ from: '/shell/start/$workflow' });
  const search = useSearch({ from: '/shell/start/$workflow' });
  const starts = useStarts();
  const item = starts.data?.find((one) => one.workflow.id === workflow && (search.start === undefined || one.start === search.start));
  const form = useStartForm(workflow, item?.start);
  if (starts.data && !item) return <NotFound />;
  return (
    <div className={classes.page}>
      <Link to="/start" className={back.back}><ArrowLeft size={16} aria-hidden /> {t('start.title')}</Link>
      <Loaded query={form} lines={6}>
        {(data) => item && <StartSheet key={`${workflow}/${item.start}`} item={item} form={data} />}
      </Loaded>
    </div>
  );
}
