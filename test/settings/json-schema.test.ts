import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalogue } from '../../src/settings/catalogue.js';
import { loadDescriptions } from '../../src/settings/descriptions.js';
import { settingsSchema } from '../../src/settings/json-schema.js';
import { verdictOf, type CollapsedRecording } from '../../tools/oracle/collapsed.js';

const recording = JSON.parse(
  readFileSync('fixtures/oracle/files.json', 'utf8'),
) as CollapsedRecording;
const [catalogue, descriptions] = await Promise.all([loadCatalogue(), loadDescriptions()]);
const schema = (version: string, payload = false, draft: '2020-12' | '07' = '2020-12') =>
  settingsSchema(catalogue, descriptions, version, { payload, draft });

/** As an editor reads it: booleans of YAML 1.1, no merge keys. */
const read = (name: string): unknown =>
  parse(readFileSync(`fixtures/oracle/files/${name}`, 'utf8'), {
    version: '1.1',
    merge: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });

describe.each(['9.5.3'])('the JSON Schema of %s', (version) => {
  const validate = new Ajv2020({ strict: false, inlineRefs: false }).compile(schema(version));

  it('refuses no file that the real code accepts', () => {
    const accepted = Object.keys(recording.cases).filter(
      (name) =>
        Object.keys(verdictOf(recording, name, version)).length === 0 &&
        // an unknown key is accepted while its value is empty; an editor may well say that it is unknown
        name !== 'mutated/empty-values--key-prefix-wrong.yml',
    );
    expect(accepted.length).toBeGreaterThan(50);
    const refused = accepted.flatMap((name) => {
      if (validate(read(name) ?? {})) return [];
      const error = validate.errors![0]!;
      return [`${name} ${error.instancePath} ${error.message ?? ''}`];
    });
    expect(refused).toEqual([]);
  });

  it('refuses keys that nobody knows and values that nobody takes', () => {
    for (const wrong of [
      { 'cluster.nam': 'x' },
      { cluster: { nam: 'x' } },
      { 'cluster.remote.one.seed': 'h:1' },
      { 'cluster.routing.allocation.enable': 'some' },
      { 'bootstrap.memory_lock': 'yes' },
      { cluster: { 'remote.one': { skip_unavailable: 'maybe' } } },
    ]) {
      expect(validate(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  it('takes flat, nested and mixed notation', () => {
    const seeds = ['10.1.1.1:9300'];
    for (const right of [
      { 'cluster.remote.one.seeds': seeds },
      { cluster: { remote: { one: { seeds } } } },
      { 'cluster.remote': { 'one.seeds': seeds } },
      { cluster: { 'remote.one': { seeds, skip_unavailable: true } } },
    ]) {
      expect(validate(right), JSON.stringify(right)).toBe(true);
    }
  });
});

it('has a form for settings requests, in both dialects: dynamic settings, and null to delete', () => {
  const body = {
    persistent: { 'cluster.routing.allocation.enable': null, 'cluster.remote.one.mode': 'proxy' },
  };
  const fixed = { persistent: { 'node.name': 'n1' } };
  for (const validate of [
    new Ajv2020({ strict: false, inlineRefs: false }).compile(schema('9.5.3', true)),
    new Ajv({ strict: false, inlineRefs: false }).compile(schema('9.5.3', true, '07')),
  ]) {
    expect(validate(body)).toBe(true);
    expect(validate(fixed)).toBe(false);
  }
});
