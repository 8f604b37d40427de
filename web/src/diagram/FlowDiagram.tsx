/** The diagram: cards and ways as the layout placed them. Nothing here can be moved; a card can be chosen. */
import '@xyflow/react/dist/base.css';
import { Controls, ReactFlow, type Edge as FlowEdge, type Node, type ReactFlowInstance } from '@xyflow/react';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '@/api/types';
import { CardNode, type CardData } from './CardNode';
import classes from './FlowDiagram.module.css';
import { layout, type Layout } from './layout';
import { flowOf, type Flow } from './outline';
import { PathEdge, type PathData } from './PathEdge';
import { StepList } from './StepList';
import { takenEdges, type FlowState } from './state';

type FlowDiagramProps = {
  outline: Outline;
  state?: FlowState | undefined;
  selected?: string | undefined;
  onSelect?: ((step: string) => void) | undefined;
  label: string;
};

const nodeTypes = { card: CardNode };
const edgeTypes = { path: PathEdge };
const MARGIN = 28;
const ZOOM_LEAST = 0.7;

export function FlowDiagram({ outline, state, selected, onSelect, label }: FlowDiagramProps) {
  const { t } = useTranslation();
  const flow = useMemo(() => flowOf(outline, { otherwise: t('diagram.otherwise'), start: t('diagram.start'), end: t('diagram.end') }), [outline, t]);
  const placed = useMemo(() => layout(flow.root, flow.jumps, flow.exits), [flow]);
  const { ref, width } = useElementSize();
  const [instance, setInstance] = useState<ReactFlowInstance<Node<CardData>, FlowEdge<PathData>> | null>(null);
  const zoom = width > 0 ? Math.min(1, Math.max(ZOOM_LEAST, (width - MARGIN * 2) / placed.width)) : 1;
  const height = Math.round(placed.height * zoom + MARGIN * 2);

  useEffect(() => {
    if (!instance || width === 0) return;
    const room = width - placed.width * zoom;
    void instance.setViewport({ x: room > 0 ? room / 2 : MARGIN, y: MARGIN, zoom });
  }, [instance, placed.width, width, zoom]);

  const nodes = placed.cards.flatMap((card): Node<CardData>[] => {
    const info = flow.cards.get(card.id);
    if (!info) return [];
    const data: CardData = { info, state: state?.steps.get(info.step), live: state !== undefined, selected: info.step === selected, onSelect };
    return [{ id: card.id, type: 'card', position: { x: card.x, y: card.y }, width: card.width, height: card.height, data }];
  });
  const edges = edgesOf(placed, flow, state);

  return (
    <div ref={ref} className={classes.frame} style={{ blockSize: height }} role="group" aria-label={label}>
      <ReactFlow
        nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes}
        onInit={setInstance}
        nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false}
        zoomOnScroll={false} zoomOnDoubleClick={false} preventScrolling={false} minZoom={0.3} maxZoom={1.6}
        deleteKeyCode={null} selectionKeyCode={null} disableKeyboardA11y
      >
        <Controls showInteractive={false} aria-label={t('diagram.controls')} />
      </ReactFlow>
      <StepList flow={flow} state={state} />
    </div>
  );
}

function edgesOf(placed: Layout, flow: Flow, state: FlowState | undefined): FlowEdge<PathData>[] {
  const went = state ? takenEdges(placed.edges, flow, state.taken) : new Set<string>();
  return placed.edges.map((edge) => {
    const taken = went.has(edge.id);
    return {
      id: edge.id, source: edge.from, target: edge.to, type: 'path',
      zIndex: taken ? 1 : 0,
      data: { points: edge.points, kind: edge.kind, label: edge.label, labelAt: edge.labelAt, taken, live: state !== undefined },
    };
  });
}
