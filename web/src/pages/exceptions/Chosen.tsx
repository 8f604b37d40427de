import { Button, Checkbox, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useResolveMany, type OneOfMany } from '@/api/runs';
import type { ExceptionItem } from '@/api/types';
import { say, sayProblem } from '@/ui/toast';
import classes from './Exceptions.module.css';

const ManyModal = lazy(() => import('./ManyModal').then((module) => ({ default: module.ManyModal })));

type ChosenProps = { all: ExceptionItem[]; chosen: ExceptionItem[]; onChoose: (ids: string[]) => void };

/** What can be done with all that are chosen: each is done for itself, and what could not be done stays chosen. */
export function Chosen({ all, chosen, onChoose }: ChosenProps) {
  const { t } = useTranslation();
  const [open, layer] = useDisclosure(false);
  const resolve = useResolveMany();
  const again = chosen.filter((item) => item.actions.includes('retry'));
  const act = (items: ExceptionItem[], body: OneOfMany) =>
    resolve.mutate({ items, body }, {
      onSuccess: ({ done, failed, problem }) => {
        const left = body !== 'retry' && body.how === 'cancel' ? chosen.filter((item) => !items.some((other) => other.run === item.run)) : chosen.filter((item) => !items.includes(item));
        onChoose([...failed, ...left.map((item) => item.id)]);
        layer.close();
        const what = body === 'retry' ? 'retriedMany' : body.how === 'cancel' ? 'cancelledMany' : 'resolvedMany';
        if (done > 0) say(t(`exceptions.${what}`, { count: done }));
        if (problem) sayProblem(problem);
      },
    });
  return (
    <div className={classes.bar}>
      <Checkbox
        label={chosen.length === 0 ? t('exceptions.chooseAll') : t('exceptions.chosen', { count: chosen.length })}
        checked={chosen.length === all.length} indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => onChoose(event.currentTarget.checked ? all.map((item) => item.id) : [])}
      />
      <Group gap={8}>
        <Button size="sm" disabled={again.length === 0} loading={resolve.isPending} onClick={() => act(again, 'retry')}>{t('exceptions.retry')}</Button>
        <Button size="sm" variant="default" disabled={chosen.length === 0} onClick={layer.open}>{t('exceptions.resolveMany')}</Button>
      </Group>
      {open && <Suspense><ManyModal chosen={chosen} pending={resolve.isPending} onClose={layer.close} onDo={(way, body) => act(way.items, body)} /></Suspense>}
    </div>
  );
}
