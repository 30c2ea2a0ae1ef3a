import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from './command.js';

useCommand();

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/report.schema.json'), 'utf8'),
) as object;
const local = [
  'cluster.remote.logs.mode: proxy',
  'cluster.remote.logs.proxy_address: logs.example.com:9443',
  'cluster.remote.logs.skip_unavailable: false',
  '',
].join('\n');
const manifest = (more = ''): string =>
  [
    'version: 1',
    'clusters:',
    `  local: { version: 9.5.3, nodes: a.yml${more} }`,
    '  remote: { version: 9.5.3 }',
    'links: [{ from: local, alias: logs, to: remote }]',
    '',
  ].join('\n');

interface Entry {
  cluster: string;
  link?: { alias: string; to?: string };
  decided: string[];
  undecided: { rule: string; missing: string[] }[];
}
async function coverageOf(files: Record<string, string>): Promise<Entry[]> {
  const args = ['--coverage', '--format', 'json', 'elasticlint.yml'];
  const { stdout } = await elasticlint(args, { cwd: folder(files) });
  const report = JSON.parse(stdout) as { coverage: Entry[] };
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return report.coverage;
}
const linkOf = (coverage: Entry[]): Entry => coverage.find(({ link }) => link)!;

describe('--coverage', () => {
  it('names the rules that lack something, and what', async () => {
    const link = linkOf(await coverageOf({ 'elasticlint.yml': manifest(), 'a.yml': local }));
    expect(link.link).toEqual({ alias: 'logs', to: 'remote' });
    expect(link.decided).toContain('link/version-unsupported');
    expect(link.undecided).toContainEqual({
      rule: 'link/server-disabled',
      missing: [
        'the names in the keystore of local (keystore:, output of elasticsearch-keystore list)',
        'the elasticsearch.yml of the nodes of remote (nodes:)',
      ],
    });
  });

  it('decides more when more is given', async () => {
    const before = linkOf(await coverageOf({ 'elasticlint.yml': manifest(), 'a.yml': local }));
    const after = linkOf(
      await coverageOf({
        'elasticlint.yml': manifest(', keystore: k.txt'),
        'a.yml': local,
        'k.txt': 'cluster.remote.logs.credentials\n',
      }),
    );
    expect(after.decided).toEqual(expect.arrayContaining(before.decided));
    expect(after.decided.length).toBeGreaterThan(before.decided.length);
  });

  it('leaves out rules that are switched off', async () => {
    const off = `${manifest()}rules: { link/server-disabled: off }\n`;
    const coverage = await coverageOf({ 'elasticlint.yml': off, 'a.yml': local });
    expect(JSON.stringify(coverage)).not.toContain('link/server-disabled');
  });

  it('tells people the same', async () => {
    const cwd = folder({ 'elasticlint.yml': manifest(), 'a.yml': local });
    const { stdout } = await elasticlint(['--coverage', 'elasticlint.yml'], { cwd });
    expect(stdout).toMatch(/^link local → remote \(alias logs\): \d+ of \d+ rules decided$/m);
    expect(stdout).toMatch(/^ {2}to decide .*link\/server-disabled/m);
  });

  it('is silent unless asked', async () => {
    const cwd = folder({ 'elasticlint.yml': manifest(), 'a.yml': local });
    const { stdout } = await elasticlint(['elasticlint.yml', '--format', 'json'], { cwd });
    expect(stdout).not.toContain('"coverage"');
  });
});
