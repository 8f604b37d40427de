import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '@/api/types';
import box from '@/ui/Box.module.css';
import { Coded } from '@/ui/Coded';
import { Failure } from '@/ui/Failure';
import { sentence } from '@/ui/sentence';
import classes from './Editor.module.css';
import { excerpt } from './place';
import { TracePlayer, type Playing } from './TracePlayer';
import type { CheckState } from './useChecked';

type CheckPanelProps = { checked: CheckState; source: string; jump: (fault: Fault) => void; playing: Playing | null; play: (playing: Playing | null) => void };

export function CheckPanel({ checked, source, jump, playing, play }: CheckPanelProps) {
  const { t } = useTranslation();
  const { result } = checked;
  return (
    <section className={box.box} aria-label={t('editor.checks')}>
      <h2 className={box.heading}>
        {t('editor.checks')}
        {checked.checking && <LoaderCircle size={15} aria-label={t('editor.checking')} role="img" className={classes.turning} />}
      </h2>
      {checked.error !== null && <Failure error={checked.error} />}
      {result && <Verdict result={result} />}
      {result && [...result.faults, ...result.publishable].length > 0 && (
        <ul className={classes.faults}>
          {[...result.faults, ...result.publishable].map((fault, index) => (
            <li key={index} className={classes.fault} data-severity={fault.severity}>
              <button type="button" className={classes.jump} onClick={() => jump(fault)}>
                {fault.severity === 'error' ? <CircleX size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
                <span>
                  <span className={classes.where}>{t(fault.severity === 'error' ? 'editor.errorAt' : 'editor.warningAt', { line: fault.line })}</span>
                  <span className={classes.message}><Coded text={sentence(fault.message)} /></span>
                </span>
              </button>
              <Excerpt source={source} fault={fault} />
              {fault.remedy && <p className={classes.remedy}><Coded text={sentence(fault.remedy)} /></p>}
              {fault.trace.length > 0 && <TracePlayer fault={index} trace={fault.trace} playing={playing} play={play} />}
              {fault.way.length > 0 && fault.trace.length === 0 && <p className={classes.remedy}>{t('editor.way', { way: fault.way.join(' → ') })}</p>}
              <code className={classes.code}>{fault.code}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Verdict({ result }: { result: NonNullable<CheckState['result']> }) {
  const { t } = useTranslation();
  const errors = result.faults.filter((fault) => fault.severity === 'error').length;
  const warnings = result.faults.length - errors;
  if (errors > 0) return <p className={classes.verdict} data-tone="bad" role="status"><CircleX size={18} aria-hidden /> {t('editor.errors', { count: errors })}</p>;
  if (result.publishable.length > 0) return <p className={classes.verdict} data-tone="warn" role="status"><TriangleAlert size={18} aria-hidden /> {t('editor.notPublishable', { count: result.publishable.length })}</p>;
  return (
    <p className={classes.verdict} data-tone="good" role="status">
      <CircleCheck size={18} aria-hidden /> {warnings > 0 ? t('editor.fineWarnings', { count: warnings }) : t('editor.fine')}
    </p>
  );
}

function Excerpt({ source, fault }: { source: string; fault: Fault }) {
  const shown = excerpt(source, fault);
  if (!shown) return null;
  return <pre className={classes.excerpt} aria-hidden>{`${shown.line}\n${shown.caret}`}</pre>;
}
