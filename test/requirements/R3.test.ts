import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';

useCommand();

/** With defaults instead, this would be an error of its own, and exit 1. */
const bad = 'cluster.name: a\ncluster.name: b\n';

describe('R3: what is not known ends the run, with the nearest name', () => {
  it.each([
    ['an option', ['--fial-on', 'warning'], '', '--fail-on'],
    ['a format', ['--format', 'jsn'], '', 'json'],
    ['a rule on the command line', ['--rule', 'yaml/duplicte-key=off'], '', 'yaml/duplicate-key'],
    [
      'a rule in the manifest',
      [],
      'version: 1\nrules: { settings/unknwon: off }\n',
      'settings/unknown',
    ],
    ['a key of the manifest', [], 'version: 1\nclustesr: {}\n', 'clusters'],
    ['a key of a cluster', [], 'version: 1\nclusters: { a: { node: x } }\n', 'nodes'],
    ['a level', ['--rule', 'yaml/duplicate-key=eror'], '', 'error'],
    ['a version', ['--es-version', '9.55'], '', "did you mean '9.5'?"],
    [
      'a version in the manifest',
      [],
      'version: 1\nclusters: { a: { version: 9.55 } }\n',
      "did you mean '9.5'?",
    ],
    ['a set of rules', ['--rules-as-of', '0.0'], '', '0.1'],
  ])('%s', async (_what, args, manifest, hint) => {
    const cwd = folder({
      'elasticsearch.yml': bad,
      ...(manifest && { 'elasticlint.yml': manifest }),
    });
    const { code, stdout, stderr } = await elasticlint([...args, 'elasticsearch.yml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(hint);
  });
});
