/** Things and the ways between them as a picture that cannot be moved; whoever uses it says the same in a list beside it. */
import { useMemo, type ReactNode } from 'react';
import flow from './FlowDiagram.module.css';
import { layers, type Way } from './layers';
import { arrowHead, roundedPath } from './path';
import classes from './Picture.module.css';

export type PictureWay = Way & { marked?: boolean | undefined; faint?: boolean | undefined };
type PictureProps<T extends { id: string }> = { things: T[]; ways: PictureWay[]; label: string; draw: (thing: T) => ReactNode };

const CARD = { width: 220, height: 76 };
const MARGIN = 16;

export function Picture<T extends { id: string }>({ things, ways, label, draw }: PictureProps<T>) {
  const placed = useMemo(() => layers(things.map(({ id }) => ({ id, ...CARD })), ways), [things, ways]);
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const look = new Map(ways.map((way) => [`${way.from}>${way.to}`, way]));
  const [width, height] = [placed.width + MARGIN * 2, placed.height + MARGIN * 2];
  return (
    <div className={classes.window} tabIndex={0} role="region" aria-label={label}>
      <div className={classes.plane} style={{ inlineSize: width, blockSize: height }}>
        <svg className={classes.ways} width={width} height={height} viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`} aria-hidden>
          {placed.edges.map((edge) => {
            const way = look.get(`${edge.from}>${edge.to}`);
            return (
              <g key={edge.id}>
                <path d={roundedPath(edge.points)} className={way?.marked ? flow.taken : way?.faint ? flow.jump : flow.way} />
                <path d={arrowHead(edge.points)} className={way?.marked ? flow.headTaken : flow.head} />
              </g>
            );
          })}
        </svg>
        {placed.cards.map((card) => {
          const thing = byId.get(card.id);
          return thing && (
            <div key={card.id} className={classes.place} style={{ insetInlineStart: card.x + MARGIN, insetBlockStart: card.y + MARGIN, inlineSize: card.width, blockSize: card.height }}>
              {draw(thing)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
