import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Workflow } from '@/api/types';
import { useMay } from '@/api/session';
import { Notice } from '@/ui/Notice';
import classes from './WorkflowPage.module.css';

/** Why a draft can't run yet: each reason with its line and what to do. */
export function NotYet({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  if (workflow.not_yet.length === 0) return null;
  const edit = mayDesign && <Button size="sm" variant="default" component={Link} to={`/workflows/${workflow.id}/edit`}>{t('workflow.editDraft')}</Button>;
  return (
    <Notice tone="warn" title={t('workflow.notYet', { count: workflow.not_yet.length })} actions={edit}>
      <ul className={classes.reasons}>
        {workflow.not_yet.map((fault, index) => (
          <li key={index}>{fault.line ? `${t('editor.line', { line: fault.line })}: ` : ''}{fault.message} {fault.remedy}</li>
        ))}
      </ul>
    </Notice>
  );
}
