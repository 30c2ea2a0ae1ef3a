import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import type { EckDocument } from '../../src/documents/document.js';
import { looksLikeEck, parseEck } from '../../src/documents/eck.js';
import { detectKind, parseText } from '../../src/documents/parse.js';
import { flatten } from '../../src/settings/flatten.js';

const head = 'apiVersion: elasticsearch.k8s.elastic.co/v1\nkind: Elasticsearch\n';

const full = `apiVersion: v1
kind: Secret
metadata: { name: gcs }
stringData:
  file: hunter2hunter2
---
${head}metadata:
  name: leader
  namespace: search
spec:
  version: 9.1.4
  remoteClusterServer: { enabled: true }
  secureSettings:
    - secretName: gcs
      entries:
        - key: gcs.client.default.credentials_file
        - { key: x, path: gcs.client.two.credentials_file }
  nodeSets:
    - name: masters
      config: &base
        node.roles: [master]
        node: { attr.rack: r1 }
    - name: data
      config: *base
    - name: more
      config:
        <<: *base
        node.attr.zone: "1"
    - name: none
---
${head}metadata: { name: follower }
spec:
  version: "{{ .Values.version }}"
  remoteClusters:
    - name: leader
      elasticsearchRef: { name: leader, namespace: search }
      apiKey: { access: { search: { names: [logs-*] } } }
    - elasticsearchRef: { name: two }
`;

const read = (text: string): EckDocument => parseEck(new SourceText('a.yaml', text));

/** The flat settings of each set of nodes, as written. */
const settingsOf = (document: EckDocument): string[][] =>
  document.resources.flatMap(({ nodeSets }) =>
    nodeSets.map(({ source, tree }) =>
      (tree ? flatten(source, tree, 'yml').entries : []).map(
        ({ key, keyPlace, valuePlace }) =>
          `${key} = ${source.slice(keyPlace.range)}: ${source.slice(valuePlace.range)}`,
      ),
    ),
  );

describe('a file of Kubernetes resources', () => {
  it.each([
    ['quickstart.yaml', head, 'eck'],
    ['elasticsearch.yml', `# note\r\n${head.replaceAll('\n', '\r\n')}`, 'eck'],
    [
      'elasticsearch.yml',
      `kind: "Elasticsearch" # x\napiVersion: 'elasticsearch.k8s.elastic.co/v1'`,
      'eck',
    ],
    ['kibana.yaml', head.replace('Elasticsearch\n', 'Kibana\n'), 'unknown'],
    ['old.yaml', head.replace('/v1\n', '/v1beta1\n'), 'unknown'],
    [
      'elasticsearch.yml',
      'cluster.name: a # apiVersion: elasticsearch.k8s.elastic.co/v1',
      'elasticsearch-yml',
    ],
  ])('%s is known by its content', (path, text, kind) => {
    expect(detectKind(path, text)).toBe(kind);
    expect(parseText(new SourceText(path, text)).kind).toBe(kind);
  });

  it('gives the clusters in it, and passes the rest over', () => {
    const [leader, follower, ...more] = read(full.replace(/\{\{.*\}\}/, '8.19.1')).resources;
    expect(more).toEqual([]);
    expect(leader).toMatchObject({ name: 'leader', namespace: 'search', remoteClusters: [] });
    expect(leader!.version!.text).toBe('9.1.4');
    expect(leader!.server!.pair.value).toMatchObject({ text: 'true' });
    expect(leader!.keystore!.names.map(({ name }) => name)).toEqual([
      'gcs.client.default.credentials_file',
      'gcs.client.two.credentials_file',
    ]);
    expect(follower).toMatchObject({ name: 'follower', nodeSets: [], keystore: undefined });
    expect(follower!.remoteClusters).toMatchObject([
      { name: 'leader', hasName: true, ref: 'leader', namespace: 'search' },
      { name: undefined, hasName: false, ref: 'two', apiKey: undefined },
    ]);
  });

  it('gives the settings of each set of nodes at their true places; what is behind an alias is not known', () => {
    const document = read(full);
    expect(document.resources[0]!.nodeSets.map(({ part }) => part)).toEqual([
      'masters',
      'data',
      'more',
      'none',
    ]);
    expect(settingsOf(document)).toEqual([
      ['node.roles = node.roles: [master]', 'node.attr.rack = attr.rack: r1'],
      [],
      ['node.attr.zone = node.attr.zone: "1"'],
      [],
    ]);
  });

  it('knows nothing of the values of a template', () => {
    const [, follower] = read(full).resources;
    expect(follower).toMatchObject({ name: 'follower', version: undefined });
    expect(read(`{{ if }}\n${full}: :`).problems).toMatchObject([{ code: 'template' }]);
  });

  it('hides what a secret of the file holds', () => {
    const { source } = read(full);
    expect(source.shownLine(5)).not.toContain('hunter2');
  });

  it('says where the YAML of a file ends to be one', () => {
    const { problems, resources } = read(`${head}spec: [\n---\n${head}`);
    expect(problems).toMatchObject([{ code: 'resource-syntax' }]);
    expect(resources).toEqual([]);
    expect(read(`${head}spec: ${'['.repeat(5000)}`).problems).toMatchObject([
      { code: 'resource-syntax', text: 'the file is nested too deeply' },
    ]);
  });

  it('never throws, and points into the file', () => {
    const pieces = [
      '*base',
      '&b ',
      '- ',
      ': ',
      '\n',
      '\n---\n',
      '{',
      ']',
      '"',
      '\t',
      '{{ x }}',
      '<<: ',
      '\r',
      '~',
    ];
    const change = fc.record({
      at: fc.nat(full.length),
      cut: fc.nat(20),
      put: fc.constantFrom(...pieces, ''),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
        const text = changes.reduce(
          (before, { at, cut, put }) => before.slice(0, at) + put + before.slice(at + cut),
          full,
        );
        const { problems, resources, source } = read(text);
        const ranges = [
          ...problems,
          ...resources.flatMap(({ place, version, keystore, remoteClusters }) => [
            place,
            ...(version ? [version] : []),
            ...(keystore?.names ?? []),
            ...remoteClusters.map((one) => one.place),
          ]),
        ].map(({ range }) => range);
        for (const { start, end } of ranges) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(source.text.length);
        }
        expect(looksLikeEck(text) || resources.length === 0 || text.includes('Elasticsearch')).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });
});
