import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { now } from './clock';
import { dateTime, daysAway, span, whenWas } from './time';

/** For how long something has been so, or since which day: "for 5 min", "since 3 Nov"; the exact time is in the tooltip and in the element. */
export function Since({ at }: { at: string }) {
  const { t } = useTranslation();
  const words = daysAway(at) === 0 ? t('due.forSpan', { span: span(now().getTime() - Date.parse(at)) }) : t('due.sinceThen', { when: whenWas(at) });
  return (
    <Tooltip label={dateTime(at)}>
      <time dateTime={at} className="tabular">{words}</time>
    </Tooltip>
  );
}
