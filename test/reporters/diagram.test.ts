import { describe, expect, it } from 'vitest';
import type { Diagram, DiagramCluster } from '../../src/core/diagram.js';
import { dot } from '../../src/reporters/diagram/dot.js';
import { layout, near, type Box } from '../../src/reporters/diagram/layout.js';
import { mermaid } from '../../src/reporters/diagram/mermaid.js';
import { svg } from '../../src/reporters/diagram/svg.js';

const none = { error: 0, warning: 0, info: 0 };
const today = '2026-11-22';

const cluster = (id: string, more: Partial<DiagramCluster> = {}): DiagramCluster => ({
  id,
  name: `cluster ${id}`,
  external: false,
  nodes: 1,
  interfaces: ['transport 9300'],
  findings: none,
  ...more,
});

const diagramOf = (count: number, links: readonly (readonly [number, number])[]): Diagram => ({
  clusters: Array.from({ length: count }, (_, index) => cluster(`c${index}`)),
  links: links.map(([from, to], index) => ({
    from: `c${from}`,
    to: `c${to}`,
    alias: `alias${index}`,
    model: 'API key',
    mode: 'proxy',
    ports: [9443],
    use: ['search'],
    findings: index === 0 ? { ...none, error: 2 } : none,
  })),
});

const mesh = (count: number): [number, number][] =>
  Array.from({ length: count * count }, (_, n): [number, number] => [
    Math.floor(n / count),
    n % count,
  ]).filter(([from, to]) => from !== to);

const shapes: Readonly<Record<string, Diagram>> = {
  nothing: diagramOf(0, []),
  'one cluster': diagramOf(1, []),
  'a pair in both directions, and to itself': diagramOf(2, [
    [0, 1],
    [1, 0],
    [0, 0],
  ]),
  'a hub': diagramOf(
    12,
    Array.from({ length: 11 }, (_, n) => [0, n + 1] as const),
  ),
  'a ring': diagramOf(
    12,
    Array.from({ length: 12 }, (_, n) => [n, (n + 1) % 12] as const),
  ),
  'a mesh': diagramOf(12, mesh(12)),
  'some alone': diagramOf(9, [[0, 1]]),
};

const boxesOf = ({ clusters, links }: Diagram): Box[] => [
  ...layout({
    boxes: new Map(
      clusters.map(({ id }, index) => [id, { width: 250, height: 60 + 10 * (index % 4) }]),
    ),
    arrows: links,
  }).values(),
];

describe.each(Object.keys(shapes))('a picture of %s', (name) => {
  const shape = shapes[name]!;

  it('places every box, and none on another', () => {
    const boxes = boxesOf(shape);
    expect(boxes).toHaveLength(shape.clusters.length);
    boxes.forEach((box, index) => {
      for (const other of boxes.slice(index + 1)) expect(near(box, other)).toBe(false);
    });
  });

  it('is drawn, the same each time, with each cluster and link once', () => {
    for (const alone of [true, false]) {
      const text = svg(shape, { today, alone });
      expect(svg(shape, { today, alone })).toBe(text);
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
      expect(text.match(/<g class="box/g) ?? []).toHaveLength(shape.clusters.length);
      expect(text.match(/marker-end=/g) ?? []).toHaveLength(shape.links.length);
    }
    expect(mermaid(shape, today).match(/ -->\|/g) ?? []).toHaveLength(shape.links.length);
    expect(dot(shape, today).match(/ -> /g) ?? []).toHaveLength(shape.links.length);
  });
});

describe('words', () => {
  const odd = `<script>x</script> "q" & 'a' #1 \\n {y} ]]> --> \u202E \u0007 عنقود 🚀 ${'long '.repeat(30)}`;
  const diagram: Diagram = {
    clusters: [
      cluster('c1', {
        name: odd,
        version: '9.5.3',
        platform: 'eck',
        expires: '2026-11-21',
        findings: { error: 1, warning: 2, info: 0 },
      }),
      cluster('c2', { expires: '2027-01-01' }),
      cluster('x1', { name: 'es.example.com:9443', external: true, nodes: 0, interfaces: [] }),
    ],
    links: [
      { from: 'c1', to: 'x1', alias: odd, ports: [], use: [], findings: none },
      {
        from: 'c1',
        to: 'c2',
        alias: 'two',
        model: 'certificates',
        mode: 'sniff',
        ports: [9300],
        use: ['search', 'replication'],
        findings: none,
      },
    ],
  };

  it.each([
    ['mermaid', mermaid(diagram, today)],
    ['dot', dot(diagram, today)],
    ['svg', svg(diagram, { today, alone: true })],
  ])('%s tells version, platform, ports, expiry, model, mode and findings', (_, text) => {
    for (const word of [
      '9.5.3 · eck · 1 node',
      'transport 9300',
      'certificate expired 2026',
      'certificate until 2027',
      'not given',
      'model unknown',
      'certificates · sniff · 9300 · search and replication',
      '1 error, 2 warnings',
    ])
      expect(text).toContain(word);
    for (const sign of ['\u202E', '\u0007']) expect(text).not.toContain(sign);
  });

  it('cannot break out', () => {
    expect(svg(diagram, { today, alone: true })).not.toContain('<script');
    for (const line of mermaid(diagram, today).split('\n'))
      expect((line.match(/"/g) ?? []).length).toBeLessThanOrEqual(2);
    const labels = dot(diagram, today).match(/label="(?:[^"\\]|\\.)*"/g);
    expect(labels).toHaveLength(5);
    expect(labels![0]).toContain('\\"q\\" &amp;');
    expect(labels![0]).toContain('\\\\n {y}');
  });
});
