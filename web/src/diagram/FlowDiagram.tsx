/** The diagram: cards and ways as the layout placed them. Nothing here can be moved; a card can be chosen. */
import '@xyflow/react/dist/base.css';
import { Controls, Position, ReactFlow, type Edge as FlowEdge, type Node, type ReactFlowInstance } from '@xyflow/react';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '@/api/types';
import { CardNode, type CardData } from './CardNode';
import classes from './FlowDiagram.module.css';
import { layout, type Layout } from './layout';
import { flowOf, type Flow } from './outline';
import { PathEdge, type PathData } from './PathEdge';
import { StepList } from './StepList';
import { stateOf, takenEdges, whoOf, wordOf, type FlowState } from './state';
import { useFlowWords } from './useFlowWords';
import { useMoving } from './useMoving';

type FlowDiagramProps = {
  outline: Outline;
  state?: FlowState | undefined;
  selected?: string | undefined;
  onSelect?: ((step: string) => void) | undefined;
  label: string;
};

const nodeTypes = { card: CardNode };
const edgeTypes = { path: PathEdge };
const MARGIN = { x: 8, y: 24 };
/** As small as its words can still be read: what does not fit then is reached by moving the picture. */
const ZOOM_LEAST = 0.66;
/** As small as it may become beside something else, before it gets a row of its own. */
const ZOOM_BESIDE = 0.85;
/** A taller picture than this has a window of its own, which opens where the run stands. */
const HEIGHT_MAX = 1_600;
const WINDOW_HEIGHT = 760;
/** A picture that is wider than this gets a row of its own from the page around it, where that has one to give. */
const WIDE = 800;
/** More cards than these are drawn only where they are seen. */
const CARDS_AT_ONCE = 80;

export function FlowDiagram({ outline, state, selected, onSelect, label }: FlowDiagramProps) {
  const { t } = useTranslation();
  const hint = useId();
  const words = useFlowWords(outline.labels);
  const flow = useMemo(() => flowOf(outline, words), [outline, words]);
  const placed = useMemo(() => layout(flow.root, flow.jumps, flow.exits), [flow]);
  const { ref, width } = useElementSize();
  const [instance, setInstance] = useState<ReactFlowInstance<Node<CardData>, FlowEdge<PathData>> | null>(null);
  const zoom = width > 0 ? Math.min(1, Math.max(ZOOM_LEAST, (width - MARGIN.x * 2) / placed.width)) : 1;
  const whole = Math.round(placed.height * zoom + MARGIN.y * 2);
  const height = whole > HEIGHT_MAX ? WINDOW_HEIGHT : whole;
  const focus = useMemo(() => standing(placed, flow, state), [placed, flow, state]);

  const x = along(placed.width * zoom, width, focus.x * zoom, MARGIN.x);
  const y = along(placed.height * zoom, height, focus.y * zoom, MARGIN.y);

  const more = placed.width * zoom > width - MARGIN.x * 2 || whole > height;
  const moving = useMoving({ instance, size: { width: placed.width, height: placed.height }, margin: MARGIN });

  useEffect(() => {
    if (instance && width > 0) void instance.setViewport({ x, y, zoom });
  }, [instance, width, x, y, zoom]);

  const nodes = placed.cards.flatMap((card): Node<CardData>[] => {
    const info = flow.cards.get(card.id);
    if (!info) return [];
    const data: CardData = { info, state: state && stateOf(info.step, info.kind, state), who: state ? whoOf(info.step, state) : [], live: state !== undefined, selected: info.step === selected, onSelect };
    const size = { width: card.width, height: card.height };
    return [{ id: card.id, type: 'card', position: { x: card.x, y: card.y }, ...size, measured: size, handles: handlesOf(card), data }];
  });
  const edges = edgesOf(placed, flow, state);

  return (
    <div ref={ref} className={classes.frame} data-wide={placed.width * ZOOM_BESIDE > WIDE || undefined} style={{ blockSize: height }} role="group" aria-label={label} aria-describedby={more ? hint : undefined} tabIndex={more ? 0 : undefined} {...moving}>
      {width > 0 && <ReactFlow
        nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes}
        onInit={setInstance} defaultViewport={{ x, y, zoom }} onlyRenderVisibleElements={placed.cards.length > CARDS_AT_ONCE}
        nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false}
        zoomOnScroll={false} zoomOnDoubleClick={false} preventScrolling={false} minZoom={0.3} maxZoom={1.6}
        deleteKeyCode={null} selectionKeyCode={null} disableKeyboardA11y
      >
        <Controls showInteractive={false} aria-label={t('diagram.controls')} />
      </ReactFlow>}
      {more && width > 0 && <p id={hint} className={classes.hint}>{t('diagram.more')}</p>}
      <StepList outline={outline} state={state} />
    </div>
  );
}

/**
 * Where ways leave and enter a card. The library would measure it, and forgets what it measured whenever cards change: no way
 * would be drawn any more after the first change of a run.
 */
function handlesOf({ width, height }: Layout['cards'][number]): NonNullable<Node['handles']> {
  const at = { x: width / 2, width: 1, height: 1 };
  return [{ ...at, type: 'target', position: Position.Top, y: 0 }, { ...at, type: 'source', position: Position.Bottom, y: height }];
}

/** How far a picture is moved in its window: to the middle where it fits, else so that a point of it is in the middle. */
function along(size: number, room: number, point: number, margin: number): number {
  if (size <= room - margin * 2) return (room - size) / 2;
  return Math.min(margin, Math.max(room - margin - size, room / 2 - point));
}

/** The middle of the card where the run stands, rather than of a block around it; the start where it stands nowhere. */
function standing(placed: Layout, flow: Flow, state: FlowState | undefined): { x: number; y: number } {
  const open = new Set(['open', 'overdue', 'exception']);
  const stands = placed.cards.filter((one) => open.has(wordOf(state?.steps.get(flow.cards.get(one.id)?.step ?? ''))));
  const card = stands.find((one) => flow.cards.get(one.id)?.kind === 'step') ?? stands[0] ?? placed.cards[0];
  return card ? { x: card.x + card.width / 2, y: card.y + card.height / 2 } : { x: 0, y: 0 };
}

function edgesOf(placed: Layout, flow: Flow, state: FlowState | undefined): FlowEdge<PathData>[] {
  const went = state ? takenEdges(placed.edges, flow, state.taken, state.steps) : new Set<string>();
  return placed.edges.map((edge) => {
    const taken = went.has(edge.id);
    return {
      id: edge.id, source: edge.from, target: edge.to, type: 'path',
      zIndex: taken ? 1 : 0,
      // Said of each as well: what is said of all reaches the library a moment after the first ways are drawn.
      focusable: false,
      // The list of steps says where each way leads; what the library would say of it names ids.
      domAttributes: { 'aria-hidden': true },
      data: { points: edge.points, kind: edge.kind, label: edge.label, labelAt: edge.labelAt, taken, live: state !== undefined },
    };
  });
}
