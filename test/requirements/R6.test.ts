import { describe, expect, it } from 'vitest';
import { elasticlint, useCommand } from '../cli/command.js';
import { folder } from '../cli/command.js';
import { clean, fishy, linked, runOf, type Log } from './support.js';

useCommand();

// the schema itself is held by test/reporters/sarif-multitool.test.ts
describe('R6: what GitHub demands of SARIF', () => {
  it('is given for every rule and every result', async () => {
    const cwd = folder({ 'a/elasticsearch.yml': fishy, 'b/elasticsearch.yml': linked });
    const outcome = await elasticlint(['--format', 'sarif', '.'], { cwd });
    expect((JSON.parse(outcome.stdout) as Log).runs).toHaveLength(1);
    const { results, tool } = runOf(outcome);
    expect(results.length).toBeGreaterThan(1);
    for (const rule of tool.driver.rules) {
      const { shortDescription, fullDescription, help, properties } = rule;
      for (const { text } of [shortDescription, fullDescription]) {
        expect(text.trim()).not.toBe('');
        expect(text.length).toBeLessThanOrEqual(1024);
      }
      expect(help.text.trim()).not.toBe('');
      expect(help.markdown.trim()).not.toBe('');
      expect(properties.tags.length).toBeLessThanOrEqual(20);
    }
    for (const { message, locations } of results) {
      expect(message.text.trim()).not.toBe('');
      const { region } = locations[0]!.physicalLocation;
      const { startLine, startColumn, endLine, endColumn } = region;
      for (const number of [startLine, startColumn, endLine, endColumn])
        expect(number).toBeGreaterThanOrEqual(1);
    }
  });

  it('a clean run has an empty list, and nothing stands behind the JSON', async () => {
    const outcome = await elasticlint(['--format', 'sarif', '.'], {
      cwd: folder({ 'elasticsearch.yml': clean }),
    });
    expect(runOf(outcome).results).toEqual([]);
    expect(outcome.stdout.endsWith('}\n')).toBe(true);
  });
});
