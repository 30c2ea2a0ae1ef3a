import { near, type Box, type Point } from './layout.js';

/** A curve of Bézier with its four points. */
export type Curve = readonly [Point, Point, Point, Point];

type Side = 'left' | 'right' | 'top' | 'bottom';

const normals: Readonly<Record<Side, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};

/** The side of a box that looks to another one. */
function sideTo(box: Box, other: Box): Side {
  const [dx, dy] = [other.x - box.x, other.y - box.y];
  // beside each other unless they overlap from left to right
  if (Math.abs(dx) > (box.width + other.width) / 2) return dx > 0 ? 'right' : 'left';
  if (Math.abs(dy) > (box.height + other.height) / 2) return dy > 0 ? 'bottom' : 'top';
  return 'right';
}

/** One end of an arrow at a side of a box. */
interface End {
  readonly arrow: number;
  readonly at: 'from' | 'to';
  readonly side: Side;
  readonly box: Box;
  /** By which the ends at one side are put in order. */
  readonly toward: Point;
}

/** The point of each end: those at one side of a box share it evenly, so that none hides another. */
function spread(ends: readonly End[]): Map<End, Point> {
  const groups = new Map<Box, Map<Side, End[]>>();
  for (const end of ends) {
    const sides = groups.get(end.box) ?? new Map<Side, End[]>();
    groups.set(end.box, sides.set(end.side, [...(sides.get(end.side) ?? []), end]));
  }
  const points = new Map<End, Point>();
  for (const [box, sides] of groups)
    for (const [side, group] of sides) {
      const flat = side === 'top' || side === 'bottom';
      const along = (point: Point): number => (flat ? point.x : point.y);
      group.sort(
        (a, b) =>
          along(a.toward) - along(b.toward) || a.arrow - b.arrow || (a.at === 'from' ? -1 : 1),
      );
      const { x, y } = normals[side];
      group.forEach((end, index) => {
        const share = (index + 1) / (group.length + 1) - 0.5;
        points.set(end, {
          x: box.x + (x * box.width) / 2 + (flat ? share * box.width : 0),
          y: box.y + (y * box.height) / 2 + (flat ? 0 : share * box.height),
        });
      });
    }
  return points;
}

/** The curves of arrows between placed boxes. */
export function curves(
  arrows: readonly { readonly from: string; readonly to: string }[],
  boxes: ReadonlyMap<string, Box>,
): Curve[] {
  const ends = arrows.flatMap(({ from, to }, arrow): [End, End][] => {
    const [a, b] = [boxes.get(from)!, boxes.get(to)!];
    return [
      [
        { arrow, at: 'from', side: sideTo(a, b), box: a, toward: b },
        { arrow, at: 'to', side: sideTo(b, a), box: b, toward: a },
      ],
    ];
  });
  const points = spread(ends.flat());
  return ends.map(([start, end]): Curve => {
    const [a, b] = [points.get(start)!, points.get(end)!];
    const reach = Math.max(50, Math.min(160, Math.hypot(b.x - a.x, b.y - a.y) / 2));
    const [out, back] = [normals[start.side], normals[end.side]];
    return [
      a,
      { x: a.x + out.x * reach, y: a.y + out.y * reach },
      { x: b.x + back.x * reach, y: b.y + back.y * reach },
      b,
    ];
  });
}

/** The point of a curve at a share of its way, from 0 to 1. */
export function pointAt([a, b, c, d]: Curve, share: number): Point {
  const rest = 1 - share;
  const mix = (of: (point: Point) => number): number =>
    rest ** 3 * of(a) +
    3 * rest ** 2 * share * of(b) +
    3 * rest * share ** 2 * of(c) +
    share ** 3 * of(d);
  return { x: mix(({ x }) => x), y: mix(({ y }) => y) };
}

const shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8, 0.86];
/** Points of a curve, near enough to tell what a box covers. */
export const pointsOf = (curve: Curve): Point[] =>
  Array.from({ length: 41 }, (_, index) => pointAt(curve, index / 40));

/** How many points a box would cover. */
function covered({ x, y, width, height }: Box, points: readonly Point[]): number {
  let count = 0;
  for (const point of points)
    if (Math.abs(point.x - x) * 2 < width && Math.abs(point.y - y) * 2 < height) count++;
  return count;
}

/**
 * A place for a label on a curve, above or below it: where it covers no box, and as little as can be of the curves.
 *
 * @param taken what must not be covered
 * @param own the points of the curve
 * @param others those of all other curves
 * @param most how many points of the others it may cover
 * @returns undefined where there is none
 */
export function placeOn(
  curve: Curve,
  size: { readonly width: number; readonly height: number },
  taken: readonly Box[],
  own: readonly Point[],
  others: readonly (readonly Point[])[],
  most: number,
): Box | undefined {
  const candidates = shares.flatMap((share) => {
    const point = pointAt(curve, share);
    return [0, -1, 1].map((side) => ({
      box: { ...size, x: point.x, y: point.y + side * (size.height / 2 + 3) },
      // beside the curve it is less clear to which one it belongs
      price: side === 0 ? 0 : 6,
    }));
  });
  let best: Box | undefined;
  let least = Infinity;
  for (const { box, price } of candidates) {
    if (taken.some((other) => near(box, other))) continue;
    const hidden = others.reduce((sum, other) => sum + covered(box, other), 0);
    if (hidden > most) continue;
    const cost = price + covered(box, own) + 4 * hidden;
    if (cost < least) [best, least] = [box, cost];
  }
  return best;
}
