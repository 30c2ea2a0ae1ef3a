import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from './command.js';

useCommand();

const workspace = (name: string): string => {
  const directory = folder();
  cpSync(`fixtures/rules/link/access-empty/${name}`, directory, { recursive: true });
  return directory;
};

describe('elasticlint access', () => {
  it('prints what is left as a table', async () => {
    const { code, stdout } = await elasticlint(['access'], { cwd: workspace('bad-narrower') });
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['link', 'role', 'use', 'asks for', 'allowed', 'left'],
      [
        'local → logs',
        'logs_reader',
        'search',
        'logs-* metrics',
        '*-prod logs-nginx-*',
        'logs-*-prod logs-nginx-* logs-prod',
        'narrower',
      ],
      [''],
    ]);
    expect(code).toBe(0);
  });

  it('prints JSON', async () => {
    const { code, stdout } = await elasticlint(['access', '--format', 'json', '.'], {
      cwd: workspace('bad-empty'),
    });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      access: [
        {
          from: 'local',
          alias: 'logs',
          to: 'remote',
          model: 'api-key',
          role: 'logs_reader',
          asked: ['metrics-*'],
          allowed: ['logs-*'],
          left: [],
          verdict: 'empty',
          file: 'roles/logs_reader.json',
        },
      ],
    });
    expect(code).toBe(0);
  });

  it('says so when there is nothing to show', async () => {
    const cwd = folder({ 'elasticsearch.yml': 'node.name: a\n' });
    const { code, stdout, stderr } = await elasticlint(['access'], { cwd });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('nothing to show');
  });
});
