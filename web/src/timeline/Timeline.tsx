import { Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { LocateFixed } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/api/types';
import { isEmpty } from '@/form/faults';
import { objectInWords, timeInWords } from '@/form/inWords';
import { dayKey, dayOnly, timeOnly } from '@/ui/time';
import { ActorIcon, isPerson } from '@/ui/Person';
import classes from './Timeline.module.css';

const ObjectShown = lazy(() => import('@/form/ObjectShown').then((module) => ({ default: module.ObjectShown })));

type TimelineProps = {
  items: TimelineItem[];
  label: string;
  step?: string | undefined;
  onStep?: ((step: string) => void) | undefined;
};
/** The latest of them; what came before is a click away, so that a long run does not hold its page up. */
const SHOWN_AT_ONCE = 100;
/** More fields than these are counted in the sentence; the box under it names them. */
const NAMED_MAX = 2;

/** What happened, oldest first, a heading for each day. Each entry carries its evidence, once for all it tells. */
export function Timeline({ items, label, step, onStep }: TimelineProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const earlier = Math.max(0, items.length - shown);
  const days = new Map<string, TimelineItem[]>();
  for (const item of items.slice(earlier)) {
    const key = dayKey(item.at);
    days.set(key, [...(days.get(key) ?? []), item]);
  }
  return (
    <div role="group" aria-label={label}>
      {earlier > 0 && (
        <p className={classes.earlier}>
          <Button variant="default" size="sm" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>{t('timeline.earlier', { count: earlier })}</Button>
        </p>
      )}
      {[...days].map(([key, entries]) => (
        <section key={key} className={classes.day}>
          <h3 className={classes.dayName}>{dayOnly(entries[0]?.at ?? '')}</h3>
          <ol className={classes.list}>
            {entries.map((item, index) => (
              <Entry
                key={`${item.entry}-${item.kind}-${index}`} item={item} told={toldWith(entries, index)}
                selected={step !== undefined && item.step === step} onStep={onStep}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** The events of an entry, at the last of its lines; none at the others. */
function toldWith(items: TimelineItem[], index: number): TimelineItem[] {
  const entry = items[index]?.entry;
  return items[index + 1]?.entry === entry ? [] : items.filter((item) => item.entry === entry);
}

type EntryProps = { item: TimelineItem; told: TimelineItem[]; selected: boolean; onStep: TimelineProps['onStep'] };

function Entry({ item, told, selected, onStep }: EntryProps) {
  const { t } = useTranslation();
  const { step, changes, actor } = item;
  const many = item.kind === 'values_given' && isPerson(actor) && changes.length > NAMED_MAX;
  return (
    <li className={classes.entry} data-selected={selected || undefined} data-machine={!isPerson(item.actor) || undefined}>
      <ActorIcon actor={item.actor} size={26} />
      <div className={classes.body}>
        <p className={classes.sentence}>{many ? t('timeline.gave', { who: actor.name, count: changes.length }) : item.sentence}</p>
        {item.run && <p className={classes.aside}><Link to="/runs/$id" params={{ id: item.run }}>{t('timeline.toRun', { run: item.run })}</Link></p>}
        {item.on_behalf_of && !item.sentence.startsWith(item.on_behalf_of.name) && <p className={classes.aside}>{t('timeline.for', { name: item.on_behalf_of.name })}</p>}
        {item.comment && <blockquote className={classes.comment}>{item.comment}</blockquote>}
        {changes.length > 0 && <Changes item={item} />}
        {told.length > 0 && <Evidence item={item} told={told} />}
      </div>
      <div className={classes.side}>
        <time dateTime={item.at}>{timeOnly(item.at)}</time>
        {onStep && step && (
          <Tooltip label={t('timeline.show')}>
            <button type="button" className={classes.step} aria-label={t('timeline.show')} aria-pressed={selected} onClick={() => onStep(step)}><LocateFixed size={16} aria-hidden /></button>
          </Tooltip>
        )}
      </div>
    </li>
  );
}

function Changes({ item }: { item: TimelineItem }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.changes}>
      {item.changes.map((change) => (
        <div key={change.field}>
          <dt>{change.label}</dt>
          <dd>
            {(!isEmpty(change.was) || change.was_display !== '') && <><del className={classes.was}><Given change={change} value={change.was} display={change.was_display} /></del> <span aria-hidden>→</span> </>}
            <ins className={classes.now}>{isEmpty(change.now) && change.now_display === '' ? t('form.nothing') : <Given change={change} value={change.now} display={change.now_display} />}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type GivenProps = { change: TimelineItem['changes'][number]; value: unknown; display: string | null };

/** What was given. An object is told in a line where it can be, else by its parts. */
function Given({ change, value, display }: GivenProps) {
  const words = inWords(change.type, value);
  if (words === null && change.type === 'object') return <Suspense><ObjectShown value={value} label={change.label} /></Suspense>;
  return <>{words ?? (display || shown(value))}</>;
}

function inWords(type: string, value: unknown): string | null {
  return type === 'object' ? objectInWords(value) : timeInWords(type, value);
}

/** Values come as they are kept; lists and files are named. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'object' && value !== null) return 'name' in value ? String(value.name) : JSON.stringify(value);
  return String(value);
}

function Evidence({ item, told }: { item: TimelineItem; told: TimelineItem[] }) {
  const { t } = useTranslation();
  return (
    <details className={classes.evidence}>
      <summary>{t('timeline.evidence', { entry: item.entry })}</summary>
      <dl>
        <dt>{t('timeline.event')}</dt>
        <dd>{[...new Set(told.map((one) => one.kind))].map((kind) => <div key={kind}><code>{kind}</code></div>)}</dd>
        <dt>{t('timeline.time')}</dt>
        <dd><code>{item.at}</code></dd>
        {item.origin && <><dt>{t('timeline.origin')}</dt><dd><code>{item.origin}</code></dd></>}
        {item.hash && <><dt>{t('timeline.hash')}</dt><dd><code>{item.hash}</code></dd></>}
      </dl>
    </details>
  );
}
