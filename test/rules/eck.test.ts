import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { parseBytes } from '../../src/documents/parse.js';
import { casesOf, type Case, type Files } from './support/cases.js';
import { fixRule } from './support/fixing.js';
import { gists, lintFiles } from './support/lint.js';

const indent = ' '.repeat(8);
const head = `apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata: { name: c }
spec:
  nodeSets:
    - name: default
      count: 3
      config:
`;
const tail = '  # behind the settings\n  version: 9.5.3\n';

/** Rules of YAML as Elasticsearch's own parser takes it, which a resource never meets, and those of resources. */
const ofOwnParser = /^(?:yaml|suppressions|files|platform)\//;

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The settings of a file as those of a set of nodes. */
const wrap = (text: string): string =>
  head +
  text
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n') +
  (text.endsWith('\n') ? '' : '\n') +
  tail;

/** What `wrap` had put round the settings is gone. */
const unwrap = (text: string): string =>
  text
    .slice(head.length, -tail.length)
    .split('\n')
    .map((line) => line.slice(indent.length))
    .join('\n');

const manifest = (one: Case, file: string): Uint8Array =>
  encode(
    `version: 1\nclusters: { c: { platform: self-managed, version: "${one.esVersion ?? '9.5'}", nodes: ${file} } }\n`,
  );

const plain = (one: Case, text: string): Files => ({
  'elasticlint.yml': manifest(one, 'elasticsearch.yml'),
  'elasticsearch.yml': encode(text),
});
const resource = (one: Case, text: string): Files => ({
  'elasticlint.yml': manifest(one, 'c.yaml'),
  'c.yaml': encode(wrap(text)),
});

/** Fixtures that are one file of settings, in block style and without anything that only our YAML parser reads. */
function textOf(one: Case): string | undefined {
  const bytes = one.directory ? undefined : one.files['elasticsearch.yml'];
  const document = bytes && parseBytes('elasticsearch.yml', bytes);
  if (document?.kind !== 'elasticsearch-yml' || !document.tree || document.problems.length > 0)
    return undefined;
  const text = decode(bytes!).replaceAll('\r\n', '\n');
  const odd = /^---|^\.\.\.|^%|^\{|\uFEFF|\t|[&*!]\w|<<|elasticlint-|\{\{|<%|\{%|^\s*\?|\|$|>$/m;
  return odd.test(text) ? undefined : text;
}

const cases = rules
  .filter(({ id }) => !ofOwnParser.test(id))
  .flatMap(({ id }) => casesOf(id).cases)
  .flatMap((one) => {
    const text = textOf(one);
    return text === undefined ? [] : [{ one, text, title: `${one.rule} ${one.name}` }];
  });

/** The same wherever the settings stand; the name of the file and the lines are all that differ. */
const neutral = (said: readonly string[]): string[] =>
  said.map((gist) => gist.replaceAll(/c\.yaml(?: \(default\))?/g, 'elasticsearch.yml')).sort();

describe('the settings of a set of nodes', () => {
  it('are tried with a good part of all fixtures', () => {
    expect(cases.length).toBeGreaterThan(200);
  });

  it.each(cases)('are judged as those of a file: $title', async ({ one, text }) => {
    const of = async (files: Files): Promise<string[]> =>
      neutral(
        gists(
          (await lintFiles(files, undefined)).findings.filter(
            ({ rule }) => !ofOwnParser.test(rule),
          ),
        ),
      );
    expect(await of(resource(one, text))).toEqual(await of(plain(one, text)));
  });

  it.each(cases.filter(({ one }) => one.bad))(
    'are fixed in place: $title',
    async ({ one, text }) => {
      const fixed = async (files: Files): Promise<{ rounds: number; files: Files }> => {
        const result = await fixRule(files, undefined, one.rule);
        return { rounds: result.rounds.length, files: result.files };
      };
      const ofFile = await fixed(plain(one, text));
      const ofResource = await fixed(resource(one, text));
      expect(ofResource.rounds).toBe(ofFile.rounds);
      const settings = decode(ofFile.files['elasticsearch.yml']!);
      expect(unwrap(decode(ofResource.files['c.yaml']!)).trimEnd()).toBe(settings.trimEnd());
    },
  );
});
