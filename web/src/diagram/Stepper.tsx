import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline, OutlineBlock } from '@/api/types';
import { STATES, stateName } from '@/ui/State';
import { signOf } from './kinds';
import { titleOf, type FlowWords } from './outline';
import { whoOf, wordOf, type FlowState } from './state';
import { useFlowWords } from './useFlowWords';
import { useNamed } from './useNamed';
import classes from './Stepper.module.css';
import { pathTitle, titlesOf, waysOf } from './ways';

type StepperProps = {
  outline: Outline;
  state?: FlowState | undefined;
  selected?: string | undefined;
  onSelect?: ((step: string) => void) | undefined;
  label: string;
};

/** Blocks whose way of going is drawn, and has to be said here. */
const BLOCKS = ['parallel', 'race', 'each', 'repeat', 'any-order'] as const;

/**
 * The workflow as a list from top to bottom: the phone's diagram, and what is read aloud of it. Branches are indented under their
 * heading; what is an arrow there is a sentence here.
 */
export function Stepper({ outline, ...rest }: StepperProps) {
  const titles = useMemo(() => titlesOf(outline), [outline]);
  return (
    <div role="group" aria-label={rest.label}>
      {outline.start[0] && <Start title={outline.start[0].title} done={rest.state !== undefined} />}
      <Blocks blocks={outline.steps} outline={outline} titles={titles} {...rest} />
      {outline.paths.map((path) => (
        <section key={path.id}>
          <h3 className={classes.path}>{pathTitle(path.id)}</h3>
          <Blocks blocks={path.steps} outline={outline} titles={titles} {...rest} />
        </section>
      ))}
    </div>
  );
}

function Start({ title, done }: { title: string; done: boolean }) {
  const Icon = done ? STATES.done.icon : signOf('start');
  return (
    <div className={classes.item} data-state={done ? 'done' : undefined}>
      <div className={classes.step}>
        <span className={classes.mark} aria-hidden><Icon size={15} strokeWidth={2.4} /></span>
        <span className={classes.words}><span className={classes.title}>{title}</span></span>
      </div>
    </div>
  );
}

type Rest = Omit<StepperProps, 'outline'> & { outline: Outline; titles: Map<string, string> };

function Blocks({ blocks, ...rest }: { blocks: OutlineBlock[] } & Rest) {
  return <ol className={classes.list}>{blocks.map((block) => <Item key={block.id} block={block} {...rest} />)}</ol>;
}

function Item({ block, ...rest }: { block: OutlineBlock } & Rest) {
  const { t } = useTranslation();
  const { state, selected, onSelect, outline } = rest;
  const words = useFlowWords(outline.labels);
  const step = state?.steps.get(block.id);
  const name = stateName(wordOf(step));
  const Icon = state ? STATES[name].icon : signOf(block.kind);
  const title = block.kind === 'end' ? (outline.outcomes.find((one) => one.id === block.goes_to)?.title ?? block.title) : block.title;
  const how = BLOCKS.find((kind) => kind === block.kind);
  const plain = [how && t(`diagram.block.${how}`), block.who, block.due && words.time(block.due)].filter(Boolean).join(' · ');
  const detail = useNamed(state ? whoOf(block.id, state) : [], step?.choice_label) ?? plain;
  const inside = (
    <>
      <span className={classes.mark} aria-hidden><Icon size={15} strokeWidth={2.4} /></span>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
        <Ways block={block} titles={rest.titles} />
      </span>
      {state && step && name !== 'none' && <span className={classes.word}>{t(`state.${name}`)}{step.passes > 1 ? ` ${step.passes}×` : ''}</span>}
    </>
  );
  return (
    <li className={classes.item} data-state={state ? name : undefined}>
      {onSelect
        ? <button type="button" className={classes.step} aria-pressed={selected === block.id} onClick={() => onSelect(block.id)}>{inside}</button>
        : <div className={classes.step}>{inside}</div>}
      {block.branches.map((branch) => (
        <div key={branch.id} className={classes.branch}>
          {headOf(block, branch, words) && <p className={classes.when}>{headOf(block, branch, words)}</p>}
          <Blocks blocks={branch.steps} {...rest} />
          {branch.goes_to && <p className={classes.leads}>{t('diagram.leadsTo', { target: rest.titles.get(branch.goes_to) ?? branch.goes_to })}</p>}
        </div>
      ))}
    </li>
  );
}

/** What a branch is called: its title, its condition, or that it is for all other cases. */
function headOf(block: OutlineBlock, branch: OutlineBlock['branches'][number], words: FlowWords): string | null {
  if (branch.title) return titleOf(block, branch, words);
  if (branch.when) return words.condition(branch.when);
  return block.kind === 'choose' ? words.otherwise : null;
}

/** Where it leads other than on. */
function Ways({ block, titles }: { block: OutlineBlock; titles: Map<string, string> }) {
  const { t } = useTranslation();
  return waysOf(block, titles).map(({ choice, target }) => (
    <span key={`${choice}>${target}`} className={classes.detail}>{choice === null ? t('diagram.leadsTo', { target }) : t('diagram.choiceLeadsTo', { choice, target })}</span>
  ));
}
