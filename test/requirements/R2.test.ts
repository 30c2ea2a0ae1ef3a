import { describe, expect, it } from 'vitest';
import { useCommand } from '../cli/command.js';
import { allFormats, broken, clean, fishy, run } from './support.js';

useCommand();

describe.each(allFormats)('R2: exit codes with --format %s', (format) => {
  it.each([
    [clean, [], 0],
    [fishy, [], 0],
    [fishy, ['--fail-on', 'warning'], 1],
    [broken, [], 1],
    [broken, ['--exit-zero'], 0],
    [broken, ['--es-version', '1', '--exit-zero'], 2],
    [clean, ['no-such.yml', '--exit-zero'], 3],
  ])('%j %j: %i', async (text, options, code) => {
    const args = ['elasticsearch.yml', ...options, '--format', format];
    expect((await run({ 'elasticsearch.yml': text }, args)).code).toBe(code);
  });
});
