import { useTranslation } from 'react-i18next';
import type { PublicFormLink } from '@/api/types';
import { CopyKey } from '@/ui/CopyKey';
import classes from './WorkflowPage.module.css';

/** Where anybody fills in a form of this workflow: one click copies the address, to be passed on. */
export function PublicForms({ forms }: { forms: PublicFormLink[] }) {
  const { t } = useTranslation();
  if (forms.length === 0) return null;
  return (
    <ul className={classes.forms} aria-label={t('publicForm.links')}>
      {forms.map(({ title, link }) => (
        <li key={link}>{t('publicForm.link', { title })} <a href={link} target="_blank" rel="noreferrer">{t('publicForm.open')}</a> <CopyKey value={link} /></li>
      ))}
    </ul>
  );
}
