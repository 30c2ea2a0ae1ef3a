import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { newestVersion } from '../../src/settings/versions.js';
import { elasticlint, linesOf, stopReading, useCommand } from './command.js';

useCommand();

interface Schema {
  readonly $schema: string;
  readonly title: string;
}

async function schema(...args: string[]): Promise<Schema> {
  const { code, stdout, stderr } = await elasticlint(['schema', ...args]);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Schema;
}

const options = { strict: false, inlineRefs: false };

describe('elasticlint schema', () => {
  it('prints the schema of the newest version', async () => {
    const printed = await schema();
    expect(printed.title).toContain(newestVersion);
    expect(printed.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    // what it says of values: test/settings/json-schema.test.ts; compiling it takes seconds
    expect(JSON.stringify(printed)).toContain('"http.port":');
  });

  it('is of the version that is asked for', async () => {
    // compiling each of them takes seconds; test/settings/json-schema.test.ts does it once
    const names = async (version: string, key: string): Promise<boolean> =>
      JSON.stringify(await schema('--es-version', version)).includes(`"${key}":`);
    expect(await names('7.17', 'node.master')).toBe(true);
    expect(await names('8.0.0', 'node.master')).toBe(false);
    expect(await names('8.9', 'remote_cluster_server.enabled')).toBe(false);
    expect(await names('8.10', 'remote_cluster_server.enabled')).toBe(true);
  });

  it('--payload and --draft', async () => {
    const printed = await schema('--payload', '--draft', '07', '--es-version', '8.19');
    expect(printed.$schema).toBe('http://json-schema.org/draft-07/schema#');
    const validate = new Ajv(options).compile(printed);
    expect(validate({ persistent: { 'cluster.remote.one.skip_unavailable': null } })).toBe(true);
    expect(validate({ persistent: { 'http.port': 9200 } })).toBe(false);
  });

  it.each([
    ['an unknown version', ['--es-version', '3'], 'Elasticsearch 3 is not known'],
    ['a version that is none', ['--es-version', 'latest'], "'latest' is no version"],
    ['a range', ['--es-version', '8.15-8.19'], 'one version is wanted'],
    ['an unknown draft', ['--draft', '4'], 'Allowed choices are 2020-12, 07'],
    ['a word too many', ['http.port'], 'too many arguments'],
  ])('%s: exit 2, one line', async (_what, args, said) => {
    const { code, stdout, stderr } = await elasticlint(['schema', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(said);
  });

  it('ends quietly when the reader goes away', async () => {
    expect(await stopReading(['schema'])).toBe('');
  });
});
