import type { Diagram, DiagramCluster, DiagramLink } from '../../core/diagram.js';
import { plural } from '../summary.js';
import { columnsOf, fitted, oneLine } from '../terminal.js';
import { attributes, escapeXml } from '../xml.js';
import { curves, placeOn, pointAt, pointsOf, type Curve } from './arrows.js';
import { layout, type Box, type Point } from './layout.js';
import { counted, factsOf, factsOfLink, namesOf, worst } from './words.js';

/** Sizes in units of the drawing; a character of the small text takes about 7 of them. */
const boxWidth = 250;
const lineHeight = 18;
const small = 6.8;
const columns = Math.floor((boxWidth - 24) / small);

/** Colours for light and dark, by custom properties that a page may share. */
export const diagramStyle = `
.diagram { --ink: #1b1f24; --faint: #57606a; --paper: #ffffff; --line: #6e7781; --error: #b3261e; --warning: #8a5300; --info: #0b57d0; font: 12px/1.4 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { .diagram { --ink: #e6edf3; --faint: #a0a9b4; --paper: #0d1117; --line: #8b949e; --error: #ff8a80; --warning: #f0b429; --info: #8ab4f8; } }
.diagram text { fill: var(--ink); }
.diagram .faint { fill: var(--faint); }
.diagram .name { font-size: 15px; font-weight: 600; }
.diagram .alias { font-weight: 600; }
.diagram rect { fill: var(--paper); stroke: var(--line); stroke-width: 1.5; }
.diagram .label rect { stroke: none; }
.diagram .outside rect { stroke-dasharray: 5 4; }
.diagram path { fill: none; stroke: var(--line); stroke-width: 1.8; }
.diagram marker path { fill: var(--line); stroke: none; }
.diagram .error { --line: var(--error); } .diagram .warning { --line: var(--warning); } .diagram .info { --line: var(--info); }
.diagram .box:is(.error, .warning, .info) rect { stroke-width: 3; }
.diagram .count { fill: var(--line); font-weight: 600; }
`;

const classes = (...names: readonly (string | undefined | false)[]): string =>
  attributes({ class: names.filter(Boolean).join(' ') });

function text(x: number, y: number, content: string, name = '', anchor = 'start'): string {
  return `<text${attributes({ x: round(x), y: round(y), ...(name && { class: name }), 'text-anchor': anchor })} unicode-bidi="isolate">${escapeXml(content)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const rect = ({ x, y, width, height }: Box, rx = 8): string =>
  `<rect${attributes({ x: round(x - width / 2), y: round(y - height / 2), width: round(width), height: round(height), rx })}/>`;

const titled = (title: string): string => `<title>${escapeXml(oneLine(title))}</title>`;

/** A cluster with its lines of text. */
class ClusterBox {
  readonly lines: readonly { readonly text: string; readonly name: string }[];

  constructor(
    readonly cluster: DiagramCluster,
    today: string,
  ) {
    const count = counted(cluster.findings);
    this.lines = [
      { text: fitted(cluster.name, Math.floor(columns * 0.8)), name: 'name' },
      ...factsOf(cluster, today).map((fact) => ({ text: fitted(fact, columns), name: 'faint' })),
      ...(count === '' ? [] : [{ text: count, name: 'count' }]),
    ];
  }

  get size(): { width: number; height: number } {
    return { width: boxWidth, height: this.lines.length * lineHeight + 22 };
  }

  draw(box: Box): string {
    const { name, external, findings } = this.cluster;
    const [left, top] = [box.x - box.width / 2 + 12, box.y - box.height / 2 + 25];
    const lines = this.lines.map((line, index) =>
      text(left, top + index * lineHeight, line.text, line.name),
    );
    return `<g${classes('box', external && 'outside', worst(findings))}>${titled(name)}${rect(box)}${lines.join('')}</g>`;
  }
}

/** The curve of a link, with points of it and of all others. */
interface Way {
  readonly curve: Curve;
  readonly own: readonly Point[];
  readonly others: readonly (readonly Point[])[];
}

/** Of more links the words stand in the list only. */
const mostWords = 24;

/** What is written at a link: its words, or a number where they have no room. */
function labelOf(
  link: DiagramLink,
  index: number,
  { curve, own, others }: Way,
  taken: Box[],
): { svg: string; isNumber: boolean } {
  const count = counted(link.findings);
  const lines = [
    { text: fitted(link.alias, 30), name: 'alias' },
    { text: fitted(factsOfLink(link), 40), name: 'faint' },
    ...(count === '' ? [] : [{ text: count, name: 'count' }]),
  ];
  const width = Math.max(...lines.map((line) => columnsOf(line.text))) * small;
  // where everything is full of arrows words would hide too many of them
  const wide =
    others.length < mostWords
      ? placeOn(curve, { width, height: lines.length * 15 + 4 }, taken, own, others, 1)
      : undefined;
  const badge = { width: 24, height: 20 };
  const box = wide ??
    placeOn(curve, badge, taken, own, others, Infinity) ?? { ...badge, ...pointAt(curve, 0.5) };
  taken.push(box);
  const shown = wide ? lines : [{ text: String(index + 1), name: 'alias' }];
  const first = box.y - (shown.length * 15) / 2 + 12;
  const words = shown.map((line, row) =>
    text(box.x, first + row * 15, line.text, line.name, 'middle'),
  );
  const drawn = `<g${classes('label', worst(link.findings))}>${rect(box, 4)}${words.join('')}</g>`;
  return { svg: drawn, isNumber: !wide };
}

function arrow([a, b, c, d]: Curve, link: DiagramLink, title: string): string {
  const points = [a, b, c, d].map(({ x, y }) => `${round(x)} ${round(y)}`);
  const severity = worst(link.findings);
  const path = `M${points[0]} C${points.slice(1).join(', ')}`;
  return `<g${classes('link', severity)}>${titled(title)}<path${attributes({ d: path, 'marker-end': `url(#arrow-${severity ?? 'plain'})` })}/></g>`;
}

const markers = ['plain', 'error', 'warning', 'info']
  .map(
    (name) =>
      `<marker id="arrow-${name}" class="${name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L10 5 L0 10 z"/></marker>`,
  )
  .join('');

/** The links in words, one a line, below the drawing: what has no room at an arrow is told here by its number. */
function legend(diagram: Diagram, { left, bottom }: Frame): { lines: string[]; width: number } {
  const name = namesOf(diagram);
  const lines = diagram.links.map((link, index) => {
    const count = counted(link.findings);
    const ends = `${fitted(name(link.from), 30)} → ${fitted(name(link.to), 40)}`;
    const words = `${index + 1}  ${fitted(link.alias, 40)}: ${ends} · ${factsOfLink(link)}`;
    return { text: count === '' ? words : `${words} · ${count}`, severity: worst(link.findings) };
  });
  return {
    lines: lines.map(({ text: line, severity }, index) =>
      text(
        left,
        bottom + 2 * margin + index * lineHeight,
        line,
        severity ? `count ${severity}` : 'faint',
      ),
    ),
    width: Math.max(0, ...lines.map((line) => columnsOf(line.text) * small)),
  };
}

const margin = 24;

/** The edges of a drawing. */
interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function frameOf(boxes: readonly Box[], lines: readonly Curve[]): Frame {
  const points = [
    ...lines.flat(),
    ...boxes.flatMap(({ x, y, width, height }) => [
      { x: x - width / 2, y: y - height / 2 },
      { x: x + width / 2, y: y + height / 2 },
    ]),
  ];
  if (points.length === 0) points.push({ x: 0, y: 0 });
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/**
 * The picture as SVG.
 *
 * @param options `alone` for a file of its own, with its style and its list of links, which a page has already
 */
export function svg(
  diagram: Diagram,
  options: { readonly today: string; readonly alone: boolean },
): string {
  const { today, alone } = options;
  const { clusters, links } = diagram;
  const boxes = new Map(clusters.map((cluster) => [cluster.id, new ClusterBox(cluster, today)]));
  const sizes = new Map([...boxes].map(([id, { size }]) => [id, size]));
  const placed = layout({ boxes: sizes, arrows: links });
  const lines = curves(links, placed);
  const name = namesOf(diagram);
  const taken = [...placed.values()];
  const points = lines.map(pointsOf);
  const labels = links.map((link, index) => {
    const own = points[index]!;
    const others = points.filter((other) => other !== own);
    return labelOf(link, index, { curve: lines[index]!, own, others }, taken);
  });
  const said = links.map(
    (link) => `${link.alias}: ${name(link.from)} → ${name(link.to)}, ${factsOfLink(link)}`,
  );
  const frame = frameOf(taken, lines);
  const list =
    alone && labels.some(({ isNumber }) => isNumber)
      ? legend(diagram, frame)
      : { lines: [], width: 0 };
  const width = Math.max(frame.right - frame.left, list.width) + 2 * margin;
  const rows = list.lines.length;
  const listHeight = rows > 0 ? margin + rows * lineHeight : 0;
  const height = frame.bottom - frame.top + 2 * margin + listHeight;
  const [left, top] = [frame.left - margin, frame.top - margin];
  const paper = { x: left + width / 2, y: top + height / 2, width, height };
  const head = {
    ...(alone && { xmlns: 'http://www.w3.org/2000/svg' }),
    class: 'diagram',
    viewBox: [left, top, width, height].map(round).join(' '),
    width: round(width),
    height: round(height),
    role: 'img',
    'aria-labelledby': 'diagram-title diagram-words',
  };
  const words = `${plural(clusters.length, 'cluster')}, ${plural(links.length, 'link')}. ${said.map((one) => `${one}.`).join(' ')}`;
  return [
    `<svg${attributes(head)}>`,
    `<title id="diagram-title">Clusters and links</title><desc id="diagram-words">${escapeXml(oneLine(words))}</desc>`,
    ...(alone ? [`<style>${diagramStyle}</style><g class="label">${rect(paper, 0)}</g>`] : []),
    `<defs>${markers}</defs>`,
    ...links.map((link, index) => arrow(lines[index]!, link, said[index]!)),
    ...[...boxes].map(([id, box]) => box.draw(placed.get(id)!)),
    ...labels.map((label) => label.svg),
    ...list.lines,
    '</svg>\n',
  ].join('\n');
}
