import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseVersions } from '../../src/settings/versions.js';
import { casesOf, type Case } from './support/cases.js';
import { lintFiles } from './support/lint.js';

interface Verdict {
  readonly refused: { readonly message: string } | null;
  readonly errors?: readonly { readonly message: string }[];
}

type Recording = Record<string, Record<string, Verdict>>;

const read = (name: string): Recording =>
  (JSON.parse(readFileSync(`fixtures/oracle/${name}`, 'utf8')) as { cases: Recording }).cases;

const before = read('rules.json');
const after = read('fixed.json');

/** What a version says against a file. */
function messages(recording: Recording, path: string, version: string): string[] {
  const byVersions = Object.entries(recording[path] ?? {});
  const found = byVersions.find(([versions]) => versions.split(' ').includes(version));
  if (!found) throw new Error(`no verdict of ${version} on ${path}: npm run oracle -- record`);
  const [, { refused, errors = [] }] = found;
  return [...(refused ? [refused.message] : []), ...errors.map(({ message }) => message)];
}

/** The fixture of a path `area/rule/name`. */
function caseAt(path: string): Case {
  const [area, rule, name] = path.split('/');
  const one = casesOf(`${area}/${rule}`).cases.find((candidate) => candidate.name === name);
  if (!one)
    throw new Error(`${path} is recorded, but no fixture any more: npm run oracle -- record`);
  return one;
}

/** The version of the recorded ones that a fixture is judged as. */
async function versionOf({ esVersion }: Case): Promise<string> {
  const newest = (await parseVersions(esVersion ?? '9.5')).newest;
  return ['7.17.28', '8.19.21', '9.5.3'].find((one) => one.split('.')[0] === newest.split('.')[0])!;
}

// it names one mistake at a time: what a fix leaves alone may be named only then, and is found by us, too
describe('what real Elasticsearch says of a fixed file', () => {
  const paths = Object.keys(after);

  it.each(paths)('%s: nothing where our errors are gone', async (path) => {
    const one = caseAt(path);
    const version = await versionOf(one);
    const said = messages(after, path, version);
    const name = Object.keys(one.files)[0]!;
    const files = { ...one.files, [name]: new Uint8Array(readFileSync(one.fixedPath)) };
    const { findings } = await lintFiles(files, one.esVersion);
    if (findings.every(({ severity }) => severity !== 'error')) expect(said).toEqual([]);
  });

  it('was an error for some of them before', async () => {
    const refused = [];
    for (const path of paths)
      if (messages(before, path, await versionOf(caseAt(path))).length > 0) refused.push(path);
    expect(refused.length).toBeGreaterThan(10);
  });
});
