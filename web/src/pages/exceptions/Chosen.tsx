import { Button, Checkbox, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExceptionItem } from '@/api/types';
import classes from './Exceptions.module.css';

type ChosenProps = {
  all: ExceptionItem[]; chosen: ExceptionItem[]; pending: boolean;
  onChoose: (ids: string[]) => void; onRetry: (items: ExceptionItem[]) => void; onResolve: () => void;
};

/** Which exceptions are chosen, and what can be done with all of them. */
export function Chosen({ all, chosen, pending, onChoose, onRetry, onResolve }: ChosenProps) {
  const { t } = useTranslation();
  const again = chosen.filter((item) => item.actions.includes('retry'));
  return (
    <div className={classes.bar}>
      <Checkbox
        label={chosen.length === 0 ? t('exceptions.chooseAll') : t('exceptions.chosen', { count: chosen.length })}
        checked={chosen.length === all.length} indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => onChoose(event.currentTarget.checked ? all.map((item) => item.id) : [])}
      />
      <Group gap={8}>
        <Button size="sm" disabled={again.length === 0} loading={pending} onClick={() => onRetry(again)}>{t('exceptions.retry')}</Button>
        <Button size="sm" variant="default" disabled={chosen.length === 0} onClick={onResolve}>{t('exceptions.resolveMany')}</Button>
      </Group>
    </div>
  );
}
