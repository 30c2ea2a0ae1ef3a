import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/settings/catalogue.js';
import { loadDescriptions } from '../../src/settings/descriptions.js';
import { settingsSchema, type JsonSchema } from '../../src/settings/json-schema.js';
import { verdictOf, type CollapsedRecording } from '../../tools/oracle/collapsed.js';
import { editorWith, type Editor } from './editor.js';

const [catalogue, descriptions] = await Promise.all([loadCatalogue(), loadDescriptions()]);
const schema = (version: string, payload = false, draft: '2020-12' | '07' = '2020-12') =>
  settingsSchema(catalogue, descriptions, version, { payload, draft });

/** Files that the real code accepts in a version, beside the examples. */
function accepted(recording: 'files' | 'files-payloads', version: string): Map<string, string> {
  const said = JSON.parse(
    readFileSync(`fixtures/oracle/${recording}.json`, 'utf8'),
  ) as CollapsedRecording;
  const folder = `fixtures/oracle/${recording.replace('-', '/')}`;
  const names = Object.keys(said.cases).filter(
    (name) => Object.keys(verdictOf(said, name, version)).length === 0,
  );
  return new Map(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

/** The examples whose names end so. */
const examples = (end: string): [string, string][] =>
  readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(end))
    .map((path) => [path, readFileSync(`examples/${path}`, 'utf8')]);

async function complaints(editor: Editor, files: Iterable<[string, string]>): Promise<string[]> {
  const found: string[] = [];
  for (const [name, text] of files)
    found.push(...(await editor.problems(text)).map((problem) => `${name}: ${problem}`));
  return found;
}

/** An unknown key is accepted while its value is empty; an editor may well say that it is unknown. */
const emptyUnknown =
  'mutated/empty-values--key-prefix-wrong.yml: 1: Property elasticsearch.cluster.name is not allowed.';

/** Comments, what stands behind the end, and what stands below the key of an alias: the real code passes over them. */
const otherwise = /--(?:comment-behind|brace-too-many|value-to-object)\.json/;

describe.each([
  ['7.17.28', '2020-12'],
  ['8.19.21', '2020-12'],
  ['9.5.3', '2020-12'],
  ['9.5.3', '07'],
] as const)('in an editor, the schema of %s in draft %s', (version, draft) => {
  const editor = editorWith(schema(version, false, draft));

  it('has nothing against a file that the real code accepts', async () => {
    const files = accepted('files', version);
    expect(files.size).toBeGreaterThan(100);
    expect(await complaints(editor, files)).toEqual([emptyUnknown]);
  });

  it('has nothing against a request that the real code accepts', async () => {
    const files = accepted('files-payloads', version);
    expect(files.size).toBeGreaterThan(15);
    const found = await complaints(editorWith(schema(version, true, draft)), files);
    expect(found.filter((line) => !otherwise.test(line))).toEqual([]);
  });
});

describe('in an editor, the schema of the newest version', () => {
  const editor = editorWith(schema('9.5.3'));

  it('has nothing against the examples', async () => {
    expect(await complaints(editor, examples('elasticsearch.yml'))).toEqual([]);
    const payload = editorWith(schema('9.5.3', true));
    expect(await complaints(payload, examples('settings/01-cloud.json'))).toEqual([]);
  });

  it.each([
    ['cluster.nam: x\n', '1: Property cluster.nam is not allowed.'],
    ['cluster:\n  nam: x\n', '2: Property nam is not allowed.'],
    ['cluster.remote.one.seed: h:1\n', '1: Property cluster.remote.one.seed is not allowed.'],
    ['cluster:\n  remote.one:\n    seed: h:1\n', '3: Property seed is not allowed.'],
    ['cluster.remote:\n  one.seed: h:1\n', '2: Property one.seed is not allowed.'],
    [
      'cluster.routing.allocation.enable: some\n',
      '1: Value is not accepted. Valid values: "all", "new_primaries", "none", "primaries".',
    ],
    ['bootstrap.memory_lock: 1\n', '1: Incorrect type. Expected one of boolean, string.'],
    ['bootstrap.memory_lock: maybe\n', '1: The value must be true or false.'],
    [
      'cluster.remote:\n  one: { skip_unavailable: maybe }\n',
      '2: The value must be true or false.',
    ],
    ['node.name: { first: x }\n', '1: Incorrect type.'],
    ['http.max_content_length: 100\n', '1: Value is above the maximum of 0.'],
    ['http.max_content_length: 100 apples\n', '1: The value must be a number with a unit of size'],
    ['discovery.request_peers_timeout: 3 sec\n', '1: The value must be a whole number with a unit'],
    ['thread_pool.write.size: many\n', '1: The value must be a whole number, from 1 to'],
    ['xpack.security:\n  transport.ssl.enable: true\n', '2: Property transport.ssl.enable is not'],
  ])('says what is wrong with %j', async (text, problem) => {
    const problems = await editor.problems(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each([
    'cluster.remote.one.seeds: [h:1]\n',
    'cluster.remote.one.seeds.0: h:1\n',
    'cluster.remote.one.seeds: { 0: h:1, 1: h:2 }\n',
    'cluster:\n  remote:\n    one:\n      seeds: [h:1]\n',
    'cluster.remote:\n  one.seeds: h:1,h:2\n  two: { mode: proxy, proxy_address: h:1 }\n',
    'cluster:\n  remote.one: { seeds: [h:1], skip_unavailable: true }\n  name: x\n',
    'cluster:\n  remote.one.skip_unavailable: ${SKIP}\ncluster.remote.one.mode: ${MODE}\n',
    'xpack.security.transport.ssl: { enabled: yes, verification_mode: FULL }\n',
    'xpack:\n  security:\n    authc.realms.ldap.one: { order: 0 }\n',
    'http.max_content_length: -1\nhttp.port: "9200"\nnode.attr.rack: 1\nnode.name: ""\n',
  ])('takes every notation: %j', async (text) => {
    expect(await editor.problems(text)).toEqual([]);
  });

  it.each([
    ['cluster.name: x\n', 0, 3, 'only nodes with the same name join each other'],
    ['cluster:\n  name: x\n', 1, 3, 'only nodes with the same name join each other'],
    ['cluster.remote.one.seeds: [h:1]\n', 0, 3, 'Addresses of remote nodes to ask first'],
    ['cluster.remote:\n  one:\n    mode: sniff\n', 2, 5, 'How this cluster connects'],
  ])('says what a setting is for, at a hover: %j', async (text, line, character, said) => {
    expect(await editor.hover(text, line, character)).toContain(said);
  });

  it('proposes keys and words', async () => {
    expect(await editor.completions('cluster.na')).toContain('cluster.name');
    expect(await editor.completions('cluster.routing.allocation.enable: ')).toContain('primaries');
  });
});

it('is small: each part stands there once', () => {
  const text = JSON.stringify(schema('9.5.3'));
  expect(text.length).toBeLessThan(700_000);
  const parts = Object.values(schema('9.5.3')['$defs'] as Record<string, JsonSchema>);
  expect(new Set(parts.map((part) => JSON.stringify(part))).size).toBe(parts.length);
});

it('is a schema by the rules of both dialects; a request has dynamic settings, and null to delete', () => {
  const body = {
    persistent: { 'cluster.routing.allocation.enable': null, 'cluster.remote.one.mode': 'proxy' },
  };
  const fixed = { persistent: { 'node.name': 'n1' } };
  const options = { strict: false, inlineRefs: false, allErrors: true };
  for (const ajv of [new Ajv2020(options), new Ajv(options)]) {
    const draft = ajv instanceof Ajv2020 ? '2020-12' : '07';
    expect(ajv.validateSchema(schema('9.5.3', false, draft))).toBe(true);
    const validate = ajv.compile(schema('9.5.3', true, draft));
    expect(validate(body)).toBe(true);
    expect(validate(fixed)).toBe(false);
  }
});
