import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { replayIdentity } from '../../src/cli/proof/identity.js';
import { prove } from '../../src/cli/proof/prove.js';
import type { Cluster } from '../../src/topology/cluster.js';
import { handshakesOf } from '../../src/topology/handshake.js';
import { casesOf, readDirectory, type Files } from '../rules/support/cases.js';
import { lintFiles, today } from '../rules/support/lint.js';
import { elasticlint, useCommand } from './command.js';

interface Workspace {
  readonly name: string;
  readonly files: Files;
}

useCommand();

const manifest = 'elasticlint.yml';

/** All workspaces of the fixtures and examples in which there is a key. */
const workspaces: readonly Workspace[] = [
  ...rules.flatMap(({ id }) =>
    casesOf(id).cases.map(({ name, files }) => ({ name: `${id}/${name}`, files })),
  ),
  ...readdirSync('fixtures/cases', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [`fixtures/cases/${name}/broken`, `fixtures/cases/${name}/repaired`])
    .map((name) => ({ name, files: readDirectory(name) })),
  ...readdirSync('examples').map((name) => ({ name, files: readDirectory(`examples/${name}`) })),
].filter(
  ({ files }) =>
    manifest in files &&
    Object.values(files).some((bytes) => new TextDecoder().decode(bytes).includes('PRIVATE KEY')),
);

const fixed = 'examples/two-clusters-fixed';
const signed = 'fixtures/links/signed';

async function clustersOf(folder: string): Promise<readonly Cluster[]> {
  return (await lintFiles(readDirectory(folder), undefined)).clusters;
}

describe('the proof of handshakes', () => {
  it('agrees with the rules on all fixtures', { timeout: 120_000 }, async () => {
    const wrong = [];
    const unsaid = [];
    let [agreed, refused, identities] = [0, 0, 0];
    for (const { name, files } of workspaces) {
      const { clusters, findings } = await lintFiles(files, undefined);
      const proof = await prove(clusters, today);
      agreed += proof.agreed;
      refused += proof.refused;
      identities += proof.identities;
      wrong.push(...proof.disagreements.map((line) => `${name}: ${line}`));
      const said = findings.some(({ rule, severity }) =>
        /^(?:link|certificates)\//.test(rule) ? severity !== 'info' : false,
      );
      if (proof.refused > 0 && !said) unsaid.push(name);
    }
    expect(wrong).toEqual([]);
    expect(unsaid).toEqual([]);
    expect(agreed).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(15);
    expect(identities).toBeGreaterThan(5);
  });

  it('sees when the rules say something else of an identity', async () => {
    const clusters = await clustersOf(signed);
    const [identity] = clusters.flatMap(({ apiKeys }) =>
      apiKeys.flatMap((key) => key.identity ?? []),
    );
    Object.assign(identity!, { pattern: { ok: true, matches: () => false } });
    expect((await prove(clusters, today)).disagreements).toEqual([
      expect.stringMatching(/identity for key .*: we say no$/),
    ]);
  });

  it.each([
    ['CN=local-signing\\.example\\.com,OU=search,O=Example,C=NL', true],
    ['CN=[a-z]*.*', true],
    ['CN=local-signing.example.com', false],
    ['cn=local-signing.*', false],
    ['(CN=other|CN=local-signing\\.example\\.com),.*', true],
    ['CN=.*+', undefined],
    ['(?i)cn=.*', undefined],
    ['(.*a)*b', undefined],
    ['.*.*.*.*.*.*b', undefined],
    ['CN=[a-z&&[l]].*', undefined],
    ['CN=(', undefined],
  ])('replays the identity %s: %s', async (pattern, verdict) => {
    const [link] = (await clustersOf(signed)).flatMap(({ links }) => links);
    expect(replayIdentity(link!.signingCertificates[0]!.x509, pattern)).toBe(verdict);
  });

  it('sees when the rules say something else', async () => {
    const clusters = await clustersOf(fixed);
    expect((await prove(clusters, today)).disagreements).toEqual([]);
    const [handshake] = clusters.flatMap(({ links }) => links.flatMap(handshakesOf));
    handshake!.serverIdentity!.leaf.x509.issuedBy = () => false;
    expect((await prove(clusters, today)).disagreements).toEqual([
      expect.stringMatching(/: we say no \(no-anchor\), the handshake says yes$/),
    ]);
  });

  it('leaves open what the clock of the machine decides', async () => {
    const { agreed, open, disagreements } = await prove(await clustersOf(fixed), '2050-01-01');
    expect({ agreed, disagreements }).toEqual({ agreed: 0, disagreements: [] });
    expect(open.join()).toContain('the clock of this machine shows another day');
  });

  it('is made by lint --prove, and shows on standard error', async () => {
    const { code, stdout, stderr } = await elasticlint(['lint', '--prove', '.'], { cwd: fixed });
    expect(stderr).toContain('proof: 1 handshake ended as the rules say');
    expect(stdout).toContain('no findings');
    expect(code).toBe(0);
  });
});
