import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildCommand, builtCommand } from '../cli/command.js';

const hasNeovim = spawnSync('nvim', ['--version']).status === 0;
if (!hasNeovim) console.log('Neovim is not installed: the test with a real editor is left out');

/** What neovim.lua saw. */
interface Outcome {
  readonly problem?: string;
  readonly published: number;
  readonly encoding: string;
  readonly before: readonly string[];
  readonly hover: string;
  readonly text: string;
  readonly completions: readonly string[];
}

it.runIf(hasNeovim)(
  'Neovim shows each finding once, hovers, completions, and applies a quick fix',
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'elasticlint-neovim-'));
    try {
      await buildCommand();
      const file = join(directory, 'elasticsearch.yml');
      const outcome = join(directory, 'outcome.json');
      writeFileSync(file, 'cluster.nam: logs\nhttp.port: 9211\n');
      const { stderr } = spawnSync(
        'nvim',
        ['--headless', '--clean', '-n', '-S', join(import.meta.dirname, 'neovim.lua')],
        {
          env: {
            ...process.env,
            HOME: directory,
            FILE: file,
            OUTCOME: outcome,
            NODE: process.execPath,
            SERVER: join(builtCommand(), 'cli.cjs'),
          },
          encoding: 'utf8',
          timeout: 110_000,
        },
      );
      const saw = JSON.parse(readFileSync(outcome, 'utf8')) as Outcome;
      expect(saw.problem, stderr).toBeUndefined();
      expect(saw.before).toEqual(['settings/unknown']);
      expect(saw.hover).toMatch(/^\*\*http\.port\*\* · /);
      expect(saw.text).toBe('cluster.name: logs\nhttp.port: 9211');
      expect(saw.completions).toContain('cluster.routing.allocation.enable');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
