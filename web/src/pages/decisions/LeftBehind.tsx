import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Decision } from '@/api/types';
import { Coded } from '@/ui/Coded';
import { Notice } from '@/ui/Notice';
import { sentence } from '@/ui/sentence';
import page from '../workflow/WorkflowPage.module.css';

/** Who uses a decision and could not ask it any more: with the draft, or where there is none, as it is. */
export function LeftBehind({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const left = decision.left_behind;
  if (left.length === 0) return null;
  return (
    <Notice tone="warn" title={t(decision.draft ? 'decisions.leftBehindDraft' : 'decisions.leftBehind', { count: left.length })}>
      <ul className={page.reasons}>
        {left.map((one) => (
          <li key={one.id}>
            <span className={page.where}><Link to={`/${one.is_decision ? 'decisions' : 'workflows'}/$id`} params={{ id: one.id }}>{one.id}</Link>:</span>
            <span><Coded text={one.why.map(sentence).join(' ')} /></span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
