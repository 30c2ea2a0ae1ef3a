import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { elasticlint, folder, runNode, useCommand, type Outcome } from '../cli/command.js';

useCommand();

// each part by itself is held by test/rules/links.test.ts, test/rules/docs.test.ts and test/cli/rules.test.ts
describe('R40: what is said of rules comes from the rules', () => {
  it('the list and the schema of the manifest name the same rules, with the same options', async () => {
    const { code, stdout } = await elasticlint(['rules', '--format', 'json']);
    expect(code).toBe(0);
    const listed = JSON.parse(stdout) as { id: string; options?: object }[];
    expect(listed.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    const schema = JSON.parse(readFileSync('schemas/manifest.schema.json', 'utf8')) as {
      properties: { rules: { properties: Record<string, object> } };
    };
    const known = schema.properties.rules.properties;
    expect(Object.keys(known)).toEqual(expect.arrayContaining(listed.map(({ id }) => id)));
    for (const { id, options = {} } of listed)
      for (const name of Object.keys(options)) expect(JSON.stringify(known[id])).toContain(name);
  });

  /** A copy of all that is generated, and the check of it that CI runs. */
  function generated() {
    const cwd = folder();
    for (const path of ['rules', 'docs', 'schemas', 'src/workspace', 'src/settings'])
      cpSync(path, join(cwd, path), { recursive: true });
    symlinkSync(resolve('package.json'), join(cwd, 'package.json'));
    const loader = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;
    const check = (): Promise<Outcome> =>
      runNode([resolve('tools/generate.ts'), '--check'], { cwd, node: ['--import', loader] });
    return { check, cwd };
  }

  it('a stale page, list or schema fails the check', async () => {
    const { check, cwd } = generated();
    const fresh = await check();
    expect([fresh.code, fresh.stdout, fresh.stderr]).toEqual([
      0,
      'generated files are up to date\n',
      '',
    ]);
    const stale = ['schemas/manifest.schema.json', 'rules/suppressions/unused.md', 'docs/rules.md'];
    for (const path of stale) {
      const text = readFileSync(join(cwd, path), 'utf8');
      writeFileSync(join(cwd, path), text.replace(/suppressions\/unused|Severity/, 'other'));
    }
    const { code, stderr } = await check();
    expect(code).toBe(1);
    for (const path of stale) expect(stderr).toContain(path);
    expect(stderr).toContain('npm run generate');
  });
});
