import { describe, expect, it } from 'vitest';
import { elasticlint, useCommand } from '../cli/command.js';
import { runOf } from './support.js';

useCommand();

describe('R9: places in SARIF', () => {
  it('are on one line; the other end of a link, its certificate or keystore is related and linked from the message', async () => {
    const cwd = new URL('../../examples/two-clusters', import.meta.url).pathname;
    const { results } = runOf(await elasticlint(['--format', 'sarif', '.'], { cwd }));
    for (const { locations } of results)
      for (const { physicalLocation } of locations)
        expect(physicalLocation.region.startLine).toBe(physicalLocation.region.endLine);
    const related = results.flatMap(({ relatedLocations = [], message }) =>
      relatedLocations.map(({ physicalLocation }, index) => {
        expect(message.text).toContain(`](${index + 1})`);
        return physicalLocation.artifactLocation.uri.replace('examples/two-clusters/', '');
      }),
    );
    expect(new Set(related)).toEqual(
      new Set(['local/elasticsearch.yml', 'remote/certs/server.crt', 'remote/elasticsearch.yml']),
    );
  });
});
