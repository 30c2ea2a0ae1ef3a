import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { rulePage } from '../../src/cli/pages.js';
import { lint } from '../../src/index.js';
import { sarif } from '../../src/reporters/sarif.js';
import { context, reportOf, yml, ymlSource } from './fixtures/findings.js';
import { fullFinding, multitool, schemaErrors, type Run } from './fixtures/sarif-log.js';

describe('the SARIF Multitool', () => {
  // its package makes it executable in an install script, which not every install runs
  chmodSync(multitool, 0o755);

  /** What the tool says of a log, its exit code first. */
  function judge(text: string): { status: number | null; output: string } {
    const directory = mkdtempSync(join(tmpdir(), 'elasticlint-sarif-'));
    try {
      const log = join(directory, 'log.sarif');
      writeFileSync(log, text);
      const verdict = join(directory, 'verdict.sarif');
      const { status, stdout, stderr, error } = spawnSync(
        multitool,
        ['validate', log, '--output', verdict, '--level', 'Error;Warning'],
        // without this it would need a library for other languages
        { encoding: 'utf8', env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
      );
      if (error) throw new Error(`${multitool} does not run on this machine`, { cause: error });
      return { status, output: stdout + stderr };
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  const ids = (output: string): string[] =>
    [...output.matchAll(/(?:error|warning) (SARIF\d+)/g)].map(([, id]) => id!);

  it('accepts a log, and only misses what we leave out on purpose', () => {
    const report = reportOf([fullFinding()], { crashes: [{ rule: 'remote/broken', error: 'x' }] });
    const { status, output } = judge(
      sarif(report, { ...context, rules: [...context.rules, ...rules], category: 'a' }),
    );
    expect(output).toContain('Analysis completed successfully');
    expect(status).toBe(0);
    // SARIF2005: no home page of the tool is given
    expect(ids(output)).toEqual(['SARIF2005']);
  });

  it('accepts a log of a real run', async () => {
    const report = await lint({ 'a b/elasticsearch.yml': `# elasticlint-disable-line\n${yml}` });
    const text = sarif(report, { rules, toolVersion: '1.2.3', page: rulePage });
    const { runs } = JSON.parse(text) as { runs: Run[] };
    expect(schemaErrors(JSON.parse(text))).toEqual([]);
    expect(runs[0]!.results.map(({ ruleId }) => ruleId)).toContain('suppressions/malformed');
    expect(ids(judge(text).output)).toEqual(['SARIF2005']);
  });

  it('accepts a log of a clean run', () => {
    const { status, output } = judge(
      sarif(reportOf([], { files: [ymlSource('a [b].yml')] }), context),
    );
    expect(status).toBe(0);
    expect(ids(output)).toEqual(['SARIF2005']);
  });

  it('would refuse a wrong one', () => {
    const text = sarif(reportOf([fullFinding()]), context).replaceAll(
      '"startLine": 4',
      '"startLine": 0',
    );
    expect(judge(text).output).toMatch(/error (JSON|SARIF)\d+/);
  });
});
