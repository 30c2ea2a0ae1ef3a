import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { lint, UsageError } from '../../src/index.js';
import { optionValues } from '../../src/core/options.js';
import { Levels } from '../../src/workspace/levels.js';
import { manifestSchema } from '../../tools/generate/manifest-validator.js';
import { elasticlint, useCommand } from './command.js';

useCommand();

const withOptions = rules.filter((rule) => rule.options);

describe('R40: what is known of the rules without a run', () => {
  it('is printed by `rules --format json` for each rule, with its options', async () => {
    const { stdout } = await elasticlint(['rules', '--format', 'json']);
    const known = JSON.parse(stdout) as { id: string }[];
    expect(known).toHaveLength(rules.length);
    for (const [index, { on: _on, ...meta }] of rules.entries())
      expect(known[index]).toMatchObject(JSON.parse(JSON.stringify(meta)) as object);
    expect(known.find(({ id }) => id === 'certificates/expiring')).toMatchObject({
      options: { days: { type: 'integer', default: 30, minimum: 1 } },
    });
  });

  it('stands in the JSON Schema of the manifest as it is generated', async () => {
    for (const { path, text } of await manifestSchema())
      expect(readFileSync(path, 'utf8'), `${path} is stale: run npm run generate`).toBe(text);
  });
});

describe('options of rules', () => {
  it('have defaults that they take themselves', () => {
    expect(withOptions.length).toBeGreaterThan(0);
    for (const rule of withOptions) {
      const defaults = optionValues(rule.options);
      expect(new Levels(rules, undefined, { [rule.id]: ['error', defaults] }).options).toEqual(
        new Map([[rule.id, defaults]]),
      );
    }
  });

  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync('schemas/manifest.schema.json', 'utf8')) as object,
  );

  it.each([
    ['a level', { 'certificates/expiring': 'off' }, true],
    ['a level alone in a list', { 'certificates/expiring': ['info'] }, true],
    ['an option', { 'certificates/expiring': ['info', { days: 45 }] }, true],
    ['an unknown level', { 'certificates/expiring': 'fatal' }, false],
    ['an unknown option', { 'certificates/expiring': ['info', { hours: 45 }] }, false],
    ['a value that it does not take', { 'certificates/expiring': ['info', { days: 0 }] }, false],
    ['options where there are none', { 'certificates/expired': ['info', { days: 1 }] }, false],
    ['an unknown rule', { 'certificates/expirring': 'info' }, false],
  ])('the schema and the linter agree on %s', async (_what, given, taken) => {
    expect(validate({ version: 1, rules: given })).toBe(taken);
    const manifest = `version: 1\nrules: ${JSON.stringify(given)}\n`;
    const linted = lint({ 'elasticlint.yml': manifest }).then(
      () => true,
      (error: unknown) => {
        expect(error).toBeInstanceOf(UsageError);
        return false;
      },
    );
    expect(await linted).toBe(taken);
  });
});
