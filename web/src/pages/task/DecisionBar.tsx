import { Button, Menu } from '@mantine/core';
import { ArrowRight, MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '@/api/types';
import classes from './DecisionBar.module.css';

type DecisionBarProps = { choices: Choice[]; deciding: string | null; onDecide: (choice: Choice) => void };
/** More than these go behind a menu, so that the first ones stay large enough to hit. */
const IN_SIGHT_MAX = 3;

/** The decision in the designer's words, and under each what happens next. */
export function DecisionBar({ choices, deciding, onDecide }: DecisionBarProps) {
  const { t } = useTranslation();
  const rest = choices.slice(IN_SIGHT_MAX);
  return (
    <div className={classes.bar} role="group" aria-label={t('task.decision')}>
      {choices.slice(0, IN_SIGHT_MAX).map((choice, index) => (
        <div key={choice.id} className={classes.choice}>
          <Button
            fullWidth size="md" {...looks(choice, index)}
            loading={deciding === choice.id} disabled={deciding !== null && deciding !== choice.id}
            aria-describedby={choice.next ? `next-${choice.id}` : undefined}
            onClick={() => onDecide(choice)}
          >
            {choice.label}
          </Button>
          {choice.next && <p className={classes.next} id={`next-${choice.id}`}><ArrowRight size={13} aria-hidden />{choice.next}</p>}
        </div>
      ))}
      {rest.length > 0 && (
        <Menu position="top-end">
          <Menu.Target>
            <Button variant="default" size="md" px={12} aria-label={t('task.moreChoices')}><MoreHorizontal size={18} aria-hidden /></Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((choice) => <Menu.Item key={choice.id} onClick={() => onDecide(choice)}>{choice.label}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function looks(choice: Choice, index: number): { variant: string; className?: string | undefined } {
  if (choice.style === 'danger') return { variant: 'default', className: classes.danger };
  return { variant: choice.style === 'main' || index === 0 ? 'filled' : 'default' };
}
