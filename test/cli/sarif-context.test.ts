import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/registry.js';
import { rulePage } from '../../src/cli/pages.js';
import { sarifContext } from '../../src/cli/sarif-context.js';

const base = mkdtempSync(join(tmpdir(), 'elasticlint-context-'));
const repository = join(base, 'repository');
mkdirSync(join(repository, '.git'), { recursive: true });
mkdirSync(join(repository, 'config', 'prod'), { recursive: true });
writeFileSync(join(repository, 'config', 'prod', 'elasticsearch.yml'), '');
writeFileSync(join(base, 'outside.yml'), '');
symlinkSync(join(repository, 'config', 'prod'), join(repository, 'current'));
symlinkSync(join(base, 'outside.yml'), join(repository, 'linked.yml'));
afterAll(() => rmSync(base, { recursive: true }));

/** The path in the repository of a path that is seen from a directory. */
function from(directory: string, path: string): string {
  return sarifContext({ cwd: join(base, directory) }).pathInRepository!(path);
}

describe('sarifContext', () => {
  it('knows all rules, their pages and the version', () => {
    const { rules: known, toolVersion, page } = sarifContext();
    expect(known).toBe(rules);
    expect(toolVersion).toBe(packageJson.version);
    for (const { id } of rules) expect(page(id)).toBe(rulePage(id));
  });

  it('passes the category on', () => {
    expect(sarifContext({ category: 'logs' }).category).toBe('logs');
    expect(sarifContext()).not.toHaveProperty('category');
  });

  it.each([
    ['repository', 'config/prod/elasticsearch.yml', 'config/prod/elasticsearch.yml'],
    ['repository/config', 'prod/elasticsearch.yml', 'config/prod/elasticsearch.yml'],
    ['repository/config/prod', '../../elasticlint.yml', 'elasticlint.yml'],
    ['repository/config', 'not/there.yml', 'config/not/there.yml'],
  ])('gives paths from the root of the repository: %s, %s', (directory, path, expected) => {
    expect(from(directory, path)).toBe(expected);
  });

  it('follows links inside the repository, and only there', () => {
    expect(from('repository', 'current/elasticsearch.yml')).toBe('config/prod/elasticsearch.yml');
    expect(from('repository/current', 'elasticsearch.yml')).toBe('config/prod/elasticsearch.yml');
    expect(from('repository', 'linked.yml')).toBe('linked.yml');
  });

  it('takes the working directory for the root where there is no repository', () => {
    expect(from('.', 'outside.yml')).toBe('outside.yml');
  });
});
