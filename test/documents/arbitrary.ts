import fc from 'fast-check';
import type { Tree } from '../../src/documents/tree.js';

/** A file with all that occurs in real ones. */
const realistic = `# ======================== Elasticsearch Configuration =========================
cluster.name: "logs-prod"
node:
  name: \${HOSTNAME}
  roles: [ data_hot, remote_cluster_client ]
  attr: { rack: r1, zone: 'eu-1' }
path.data: /var/lib/elasticsearch   # the data

network.host: [_local_, _site_]
discovery.seed_hosts:
  - 10.0.0.1
  - "es02:9300"
xpack.security.enabled: true
xpack.security.transport.ssl:
  enabled: yes
  certificate_authorities: [ "certs/ca.crt" ]
# elasticlint-disable-next-line remote/sniff-behind-nat until=2027-01-31 -- a VPN
cluster.remote.two.seeds: ["es.remote.example.com:9300"]
`;

const pieces = [
  ':',
  ': ',
  '-',
  '- ',
  '#',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '\n',
  '\r\n',
  '\t',
  '  ',
  '*x',
  '&x',
  '|',
  '>',
];
const morePieces = [
  '---\n',
  '...\n',
  '%',
  '@',
  '${A}',
  '{{ x }}',
  '{% if %}',
  '<%= y %>',
  '\uFEFF',
  '😀',
  '\\',
  ',',
  '?',
  '!!str',
  '~',
];

/** The realistic file with pieces cut out, put in and doubled. */
export const mutatedYaml: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      at: fc.nat(realistic.length),
      cut: fc.nat(30),
      put: fc.oneof(fc.constantFrom(...pieces, ...morePieces), fc.constant('')),
    }),
    { maxLength: 6 },
  )
  .map((changes) =>
    changes.reduce((text, { at, cut, put }) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    }, realistic),
  );

/** The ranges of a tree that do not lie within the text, or not within what holds them. */
export function outOfText(text: string, tree: Tree | undefined): string[] {
  const outside: string[] = [];
  const visit = (inner: Tree, start: number, end: number): void => {
    const { range } = inner;
    if (range.start < start || range.end > end || range.start > range.end) {
      outside.push(`${inner.kind} ${range.start}-${range.end} in ${start}-${end}`);
    }
    if (inner.kind === 'sequence')
      for (const item of inner.items) visit(item, range.start, range.end);
    if (inner.kind !== 'mapping') return;
    for (const pair of inner.pairs) {
      visit(pair.key, pair.range.start, pair.range.end);
      visit(pair.value, pair.range.start, pair.range.end);
    }
  };
  if (tree) visit(tree, 0, text.length);
  return outside;
}
