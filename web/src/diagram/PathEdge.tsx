import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react';
import { Check } from 'lucide-react';
import classes from './FlowDiagram.module.css';
import type { EdgeKind, Point } from './layout';
import { arrowHead, roundedPath } from './path';

export type PathData = { points: Point[]; kind: EdgeKind; label?: string | undefined; labelAt?: Point | undefined; taken: boolean; live: boolean };

export function PathEdge({ id, data }: EdgeProps<Edge<PathData>>) {
  if (!data) return null;
  const look = data.taken ? classes.taken : data.live ? classes.untaken : data.kind === 'forward' ? classes.way : classes.jump;
  return (
    <>
      <BaseEdge id={id} path={roundedPath(data.points)} className={look} interactionWidth={0} />
      <path d={arrowHead(data.points)} className={data.taken ? classes.headTaken : classes.head} />
      {data.label && data.labelAt && (
        <EdgeLabelRenderer>
          <span
            className={classes.label}
            data-taken={data.taken || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${data.labelAt.x}px, ${data.labelAt.y}px)` }}
          >
            {data.taken && <Check size={11} strokeWidth={3} aria-hidden />} {data.label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
