import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { STATES, stateName } from '@/ui/State';
import classes from './FlowDiagram.module.css';
import { signOf } from './kinds';
import type { CardInfo } from './outline';
import { wordOf, type StepState } from './state';
import { useNamed } from './useNamed';

export type CardData = {
  info: CardInfo;
  state: StepState | undefined;
  who: string[];
  live: boolean;
  selected: boolean;
  onSelect: ((step: string) => void) | undefined;
};

export function CardNode({ data }: NodeProps<Node<CardData>>) {
  const { info, onSelect } = data;
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      {info.kind === 'join' ? (
        <span className={classes.join} />
      ) : onSelect ? (
        <button type="button" className={classes.card} {...look(data)} aria-pressed={data.selected} onClick={() => onSelect(info.step)}>
          <Inside {...data} />
        </button>
      ) : (
        <div className={classes.card} {...look(data)}><Inside {...data} /></div>
      )}
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </>
  );
}

function look({ info, state, live, selected }: CardData) {
  return {
    'data-kind': info.kind,
    'data-state': live && (state || info.kind === 'step' || info.kind === 'outcome') ? stateName(wordOf(state)) : undefined,
    'data-selected': selected || undefined,
  };
}

function Inside({ info, state, who, live }: CardData) {
  const { t } = useTranslation();
  const Sign = signOf(info.sign);
  const name = stateName(wordOf(state));
  const { icon: Icon } = STATES[name];
  const detail = useNamed(who, state?.choice_label) ?? info.detail;
  return (
    <>
      <span className={classes.sign}><Sign size={info.kind === 'step' ? 17 : 15} aria-hidden /></span>
      <span className={classes.words}>
        <span className={classes.title} title={info.title}>{info.title}</span>
        {info.kind === 'step' && <span className={classes.detail}>{detail}</span>}
      </span>
      {live && info.kind === 'step' && name !== 'none' && (
        <span className={classes.badge}>
          <Icon size={12} strokeWidth={2.6} aria-hidden /> {t(`state.${name}`)}{state && state.passes > 1 ? ` ${state.passes}×` : ''}
        </span>
      )}
    </>
  );
}
