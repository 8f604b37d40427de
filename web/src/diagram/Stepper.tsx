import { useTranslation } from 'react-i18next';
import type { Outline, OutlineBlock } from '@/api/types';
import { STATES, stateName } from '@/ui/State';
import { signOf } from './kinds';
import { wordOf, type FlowState } from './state';
import { useFlowWords } from './useFlowWords';
import classes from './Stepper.module.css';

type StepperProps = {
  outline: Outline;
  state?: FlowState | undefined;
  selected?: string | undefined;
  onSelect?: ((step: string) => void) | undefined;
  label: string;
};

/** The workflow as a list from top to bottom: the phone's diagram. Branches are indented under their heading. */
export function Stepper({ outline, ...rest }: StepperProps) {
  return (
    <div role="group" aria-label={rest.label}>
      {outline.start[0] && <Start title={outline.start[0].title} done={rest.state !== undefined} />}
      <Blocks blocks={outline.steps} outline={outline} {...rest} />
      {outline.paths.map((path) => (
        <section key={path.id}>
          <h3 className={classes.path}>{path.id}</h3>
          <Blocks blocks={path.steps} outline={outline} {...rest} />
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

type Rest = Omit<StepperProps, 'outline'> & { outline: Outline };

function Blocks({ blocks, ...rest }: { blocks: OutlineBlock[] } & Rest) {
  return <ol className={classes.list}>{blocks.map((block) => <Item key={block.id} block={block} {...rest} />)}</ol>;
}

function Item({ block, ...rest }: { block: OutlineBlock } & Rest) {
  const { t } = useTranslation();
  const words = useFlowWords();
  const { state, selected, onSelect, outline } = rest;
  const step = state?.steps.get(block.id);
  const name = stateName(wordOf(step));
  const Icon = state ? STATES[name].icon : signOf(block.kind);
  const title = block.kind === 'end' ? (outline.outcomes.find((one) => one.id === block.goes_to)?.title ?? block.title) : block.title;
  const detail = step?.by ? [step.by.name, step.choice_label].filter(Boolean).join(' · ') : [block.who, block.due].filter(Boolean).join(' · ');
  const inside = (
    <>
      <span className={classes.mark} aria-hidden><Icon size={15} strokeWidth={2.4} /></span>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
      </span>
      {state && step && name !== 'none' && <span className={classes.word}>{t(`state.${name}`)}</span>}
    </>
  );
  return (
    <li className={classes.item} data-state={state ? name : undefined}>
      {onSelect
        ? <button type="button" className={classes.step} aria-pressed={selected === block.id} onClick={() => onSelect(block.id)}>{inside}</button>
        : <div className={classes.step}>{inside}</div>}
      {block.branches.map((branch) => (
        <div key={branch.id} className={classes.branch}>
          {(branch.title ?? branch.when) && <p className={classes.when}>{branch.title ?? words.condition(branch.when ?? '')}</p>}
          <Blocks blocks={branch.steps} {...rest} />
        </div>
      ))}
    </li>
  );
}
