import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/api/types';
import { isEmpty } from '@/form/faults';
import { dayKey, dayOnly, span, timeOnly } from '@/ui/time';
import { ActorIcon, isPerson } from '@/ui/Person';
import classes from './Timeline.module.css';

type TimelineProps = { items: TimelineItem[]; label: string; step?: string | undefined; onStep?: ((step: string) => void) | undefined };

/** What happened, oldest first, a heading for each day. Each entry carries its evidence. */
export function Timeline({ items, label, step, onStep }: TimelineProps) {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const key = dayKey(item.at);
    days.set(key, [...(days.get(key) ?? []), item]);
  }
  return (
    <div role="group" aria-label={label}>
      {[...days].map(([key, entries]) => (
        <section key={key} className={classes.day}>
          <h3 className={classes.dayName}>{dayOnly(entries[0]?.at ?? '')}</h3>
          <ol className={classes.list}>
            {entries.map((item, index) => (
              <Entry key={`${item.entry}-${item.kind}-${index}`} item={item} selected={step !== undefined && item.step === step} onStep={onStep} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

type EntryProps = { item: TimelineItem; selected: boolean; onStep: TimelineProps['onStep'] };

function Entry({ item, selected, onStep }: EntryProps) {
  const { t } = useTranslation();
  const step = item.step;
  return (
    <li className={classes.entry} data-selected={selected || undefined} data-machine={!isPerson(item.actor) || undefined}>
      <ActorIcon actor={item.actor} size={26} />
      <div className={classes.body}>
        <p className={classes.sentence}>{item.sentence}</p>
        {item.on_behalf_of && <p className={classes.aside}>{t('timeline.for', { name: item.on_behalf_of.name })}</p>}
        {item.lay_seconds !== null && item.kind === 'taken_over' && (
          <p className={classes.aside}>{t('timeline.lay', { span: span(item.lay_seconds * 1000) })}</p>
        )}
        {item.comment && <blockquote className={classes.comment}>{item.comment}</blockquote>}
        {item.changes.length > 0 && <Changes item={item} />}
        <Evidence item={item} />
      </div>
      <div className={classes.side}>
        <time dateTime={item.at}>{timeOnly(item.at)}</time>
        {onStep && step && (
          <button type="button" className={classes.step} aria-pressed={selected} onClick={() => onStep(step)}>{t('timeline.show')}</button>
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
            {!isEmpty(change.was) && <><del className={classes.was}>{shown(change.was)}</del> <span aria-hidden>→</span> </>}
            <ins className={classes.now}>{isEmpty(change.now) ? t('form.nothing') : shown(change.now)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Values come as they are kept; lists and files are named. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'object' && value !== null) return 'name' in value ? String(value.name) : JSON.stringify(value);
  return String(value);
}

function Evidence({ item }: { item: TimelineItem }) {
  const { t } = useTranslation();
  return (
    <details className={classes.evidence}>
      <summary>{t('timeline.evidence', { entry: item.entry })}</summary>
      <dl>
        <dt>{t('timeline.event')}</dt>
        <dd><code>{item.kind}</code></dd>
        <dt>{t('timeline.time')}</dt>
        <dd><code>{item.at}</code></dd>
        {item.origin && <><dt>{t('timeline.origin')}</dt><dd><code>{item.origin}</code></dd></>}
        {item.hash && <><dt>{t('timeline.hash')}</dt><dd><code>{item.hash}</code></dd></>}
      </dl>
    </details>
  );
}
