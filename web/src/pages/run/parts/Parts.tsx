import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParts, type Delay } from '@/api/parts';
import type { Run, RunParts } from '@/api/types';
import box from '@/ui/Box.module.css';
import { Loaded } from '@/ui/Loaded';
import marked from '@/ui/Marked.module.css';
import { Notice } from '@/ui/Notice';
import type { Tone } from '@/ui/State';
import { dateOnly } from '@/ui/time';
import { PartItem } from './PartItem';
import { PartPicture } from './PartPicture';
import classes from './Parts.module.css';
import { verdictWord, type Verdict as Word } from './partState';
import { WhatIf } from './WhatIf';

/** The runs under a run: how each stands, what waits for what, what decides when it is over, and whether that is in time. `nested`: in the page of the run above. */
export function Parts({ run, nested = false }: { run: Run; nested?: boolean }) {
  const [delay, setDelay] = useState<Delay>();
  const query = useParts(run.id, delay);
  return <Loaded query={query} lines={3}>{(parts) => <Shown run={run} nested={nested} parts={parts} delay={delay} onDelay={setDelay} />}</Loaded>;
}

type ShownProps = { run: Run; nested: boolean; parts: RunParts; delay: Delay | undefined; onDelay: (delay: Delay | undefined) => void };

function Shown({ run, nested, parts, delay, onDelay }: ShownProps) {
  const { t } = useTranslation();
  const titles = new Map(parts.parts.map((part) => [part.id, part.title]));
  const title = t(parts.process ? 'parts.process' : 'parts.runs');
  const open = run.state === 'running';
  return (
    <>
      {!nested && <Above parts={parts} />}
      {parts.parts.length > 0 && (
        <section className={`${box.box} ${classes.parts}`} aria-label={title}>
          <div className={classes.head}>
            <h2 className={box.heading}>{title}</h2>
            <p className={classes.sub}>
              {t('parts.businessKey', { key: parts.business_key })} · <Link to="/runs" search={{ key: parts.business_key }}>{t('parts.allOf')}</Link>
            </p>
          </div>
          {parts.process && <Verdict parts={parts} titles={titles} />}
          {parts.process && open && <WhatIf parts={parts} delay={delay} onDelay={onDelay} />}
          {parts.process && <PartPicture parts={parts} label={t('parts.pictureOf', { run: run.id })} />}
          <ol className={marked.list} aria-label={title}>
            {parts.parts.map((part) => <PartItem key={part.id} part={part} titles={titles} delayed={delay !== undefined} />)}
          </ol>
        </section>
      )}
    </>
  );
}

/** Whose part it is. */
function Above({ parts }: { parts: RunParts }) {
  const { t } = useTranslation();
  if (parts.above.length === 0) return null;
  const needed = parts.needed_by;
  return (
    <p className={classes.above}>
      {t('parts.partOf')}{' '}
      {parts.above.map((run, index) => (
        <Fragment key={run.id}>
          {index > 0 && ' › '}
          <Link to="/runs/$id" params={{ id: run.id }}>{run.label}</Link> <span className={classes.key}>{run.id}</span>
        </Fragment>
      ))}
      {needed?.waits && needed.holds.length > 0 && <span> · {t('parts.holdsUp', { what: needed.holds.map((one) => one.title).join(', ') })}</span>}
    </p>
  );
}

const TONES: Record<Word, Tone> = { met: 'good', will_meet: 'good', may_miss: 'warn', missed: 'bad', will_miss: 'bad', unsure: 'warn', none: 'quiet' };

function Verdict({ parts, titles }: { parts: RunParts; titles: Map<string, string> }) {
  const { t } = useTranslation();
  const verdict = verdictWord(parts.verdict);
  const over = verdict === 'met' || parts.parts.every((part) => part.state === 'done' || part.state === 'skipped');
  return (
    <Notice tone={TONES[verdict]} role="status" title={t(`parts.verdict.${verdict}`)}>
      {parts.ends && <p className={classes.line}>{t(over ? 'parts.ended' : 'parts.expected', { when: dateOnly(parts.ends) })}{parts.target && <> · {t('parts.target', { when: dateOnly(parts.target) })}</>}</p>}
      {parts.ends_slowly && !over && <p className={classes.line}>{t('parts.slowly', { when: dateOnly(parts.ends_slowly) })}</p>}
      {parts.critical.length > 0 && !over && (
        <p className={classes.line}>{t('parts.critical', { path: parts.critical.map((id) => titles.get(id) ?? id).join(' → ') })}</p>
      )}
    </Notice>
  );
}
