import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Workflow } from '@/api/types';
import { useMay } from '@/api/session';
import { Coded } from '@/ui/Coded';
import { Notice } from '@/ui/Notice';
import { sentence } from '@/ui/sentence';
import classes from './WorkflowPage.module.css';

/** Why a draft can't run yet: each reason with its line, and what to do, said once where it is the same for all. */
export function NotYet({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation();
  const mayDesign = useMay('draft.change');
  if (workflow.not_yet.length === 0) return null;
  const remedies = new Set(workflow.not_yet.map((fault) => fault.remedy ?? ''));
  const remedy = remedies.size === 1 ? [...remedies][0] : '';
  const edit = mayDesign && <Button size="sm" variant="default" component={Link} to={`/workflows/${workflow.id}/edit`}>{t('workflow.editDraft')}</Button>;
  return (
    <Notice tone="warn" title={t('workflow.notYet', { count: workflow.not_yet.length })} actions={edit}>
      <ul className={classes.reasons}>
        {workflow.not_yet.map((fault, index) => (
          <li key={index}>
            {fault.line > 0 && <span className={classes.where}>{t('editor.line', { line: fault.line })}:</span>}
            <span><Coded text={[sentence(fault.message), remedy ? '' : sentence(fault.remedy ?? '')].filter(Boolean).join(' ')} /></span>
          </li>
        ))}
      </ul>
      {remedy && <p className={classes.remedy}><Coded text={sentence(remedy)} /></p>}
    </Notice>
  );
}
