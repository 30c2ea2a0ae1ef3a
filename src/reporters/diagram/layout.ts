/** A point of the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the drawing, by its middle. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** What is to be placed: boxes by id, and arrows between them. */
export interface Graph {
  readonly boxes: ReadonlyMap<string, { readonly width: number; readonly height: number }>;
  readonly arrows: readonly { readonly from: string; readonly to: string }[];
}

/** Between columns there is room for the words of an arrow. */
const columnGap = 330;
const rowGap = 48;
/** A circle is clearer than so many columns of which arrows lead back. */
const mostColumns = 3;

/** The column of each box: behind all that lead to it, not counting arrows that lead back in a cycle. */
function columns({ boxes, arrows }: Graph): { of: Map<string, number>; cyclic: boolean } {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows)
    if (from !== to) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map<string, 'open' | 'done'>();
  const order: string[] = [];
  const forward = new Map<string, string[]>();
  let cyclic = false;
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const to of next.get(id) ?? []) {
      if (state.get(to) === 'open') cyclic = true;
      else forward.set(id, [...(forward.get(id) ?? []), to]);
      if (!state.has(to)) visit(to);
    }
    state.set(id, 'done');
    order.unshift(id);
  };
  const targets = new Set(arrows.map(({ to }) => to));
  const ids = [...boxes.keys()];
  // where nothing leads to is where to begin
  for (const id of [...ids.filter((one) => !targets.has(one)), ...ids])
    if (!state.has(id)) visit(id);
  const of = new Map(ids.map((id) => [id, 0]));
  for (const id of order)
    for (const to of forward.get(id) ?? []) of.set(to, Math.max(of.get(to)!, of.get(id)! + 1));
  return { of, cyclic };
}

/** Boxes one below the other in columns, near what they are linked with. */
function inColumns(graph: Graph, of: ReadonlyMap<string, number>): Map<string, Box> {
  const placed = new Map<string, Box>();
  const last = Math.max(0, ...of.values());
  let x = 0;
  for (let column = 0; column <= last; column++) {
    const ids = [...graph.boxes.keys()].filter((id) => of.get(id) === column);
    const wish = (id: string): number => {
      const near = graph.arrows.flatMap(({ from, to }) =>
        from === id ? (placed.get(to)?.y ?? []) : to === id ? (placed.get(from)?.y ?? []) : [],
      );
      return near.length === 0 ? 0 : near.reduce((sum, y) => sum + y, 0) / near.length;
    };
    const wishes = new Map(ids.map((id) => [id, wish(id)]));
    ids.sort((a, b) => wishes.get(a)! - wishes.get(b)!);
    const sizes = ids.map((id) => graph.boxes.get(id)!);
    const width = Math.max(0, ...sizes.map((size) => size.width));
    const height = sizes.reduce((sum, size) => sum + size.height + rowGap, -rowGap);
    let y = -height / 2;
    ids.forEach((id, index) => {
      const size = sizes[index]!;
      placed.set(id, { ...size, x: x + width / 2, y: y + size.height / 2 });
      y += size.height + rowGap;
    });
    x += width + columnGap;
  }
  return placed;
}

/** Whether two boxes are nearer to each other than a gap, both from left to right and from top to bottom. */
export const near = (a: Box, b: Box, gap = 0): boolean =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width + 2 * gap &&
  Math.abs(a.y - b.y) * 2 < a.height + b.height + 2 * gap;

/** Points at equal distances on an ellipse that is 1 high, from its left end on. */
function onEllipse(count: number, ratio: number): Point[] {
  const steps = 720;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const angle = (2 * Math.PI * step) / steps - Math.PI;
    return { x: ratio * Math.cos(angle), y: Math.sin(angle) };
  });
  const ways = [0];
  for (let step = 1; step <= steps; step++) {
    const [a, b] = [points[step - 1]!, points[step]!];
    ways.push(ways[step - 1]! + Math.hypot(b.x - a.x, b.y - a.y));
  }
  return Array.from(
    { length: count },
    (_, index) => points[ways.findIndex((way) => way >= (ways[steps]! * index) / count)]!,
  );
}

/** Boxes on an ellipse, in the order given, as small as lets them have room. */
function inCircle({ boxes }: Graph): Map<string, Box> {
  const all = [...boxes];
  const points = onEllipse(all.length, 1.6);
  for (let size = 200; ; size *= 1.1) {
    const placed = all.map(([id, box], index): [string, Box] => {
      const { x, y } = points[index]!;
      return [id, { ...box, x: x * size, y: y * size }];
    });
    const close = placed.some(([, a], index) =>
      placed.slice(index + 1).some(([, b]) => near(a, b, rowGap)),
    );
    if (!close) return new Map(placed);
  }
}

/** Boxes in rows of up to four, from a height on. */
function inRows({ boxes }: Graph, left: number, top: number): Map<string, Box> {
  const placed = new Map<string, Box>();
  let [x, y, highest] = [left, top, 0];
  [...boxes].forEach(([id, size], index) => {
    if (index > 0 && index % 4 === 0) [x, y, highest] = [left, y + highest + rowGap, 0];
    placed.set(id, { ...size, x: x + size.width / 2, y: y + size.height / 2 });
    x += size.width + rowGap;
    highest = Math.max(highest, size.height);
  });
  return placed;
}

/** Where each box goes: in columns from left to right, in a circle where arrows lead back; those without arrows below. */
export function layout(graph: Graph): Map<string, Box> {
  const linked = new Set(graph.arrows.flatMap(({ from, to }) => [from, to]));
  const part = (wanted: boolean): Graph => ({
    boxes: new Map([...graph.boxes].filter(([id]) => linked.has(id) === wanted)),
    arrows: wanted ? graph.arrows : [],
  });
  const main = part(true);
  const { of, cyclic } = columns(main);
  const round = cyclic && Math.max(0, ...of.values()) >= mostColumns;
  const placed =
    main.boxes.size === 0 ? new Map<string, Box>() : round ? inCircle(main) : inColumns(main, of);
  const all = [...placed.values()];
  const bottom = Math.max(0, ...all.map(({ y, height }) => y + height / 2 + rowGap));
  const left = Math.min(0, ...all.map(({ x, width }) => x - width / 2));
  return new Map([...placed, ...inRows(part(false), left, bottom)]);
}
