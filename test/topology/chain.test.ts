import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePem } from '../../src/documents/pem.js';
import { readX509, type X509 } from '../../src/documents/x509.js';
import { SourceText } from '../../src/core/text.js';
import { tryHandshake } from '../../src/cli/proof/wire.js';
import { chainFault } from '../../src/topology/chain.js';
import { coversHost } from '../../src/topology/host-name.js';
import { CHAIN_CASES, type ChainCase } from '../../tools/oracle-jdk/chain-cases.js';

type Verdict = { readonly trusted: true } | { readonly refused: string };
type Recorded = ChainCase & Verdict & { readonly jdk17?: Verdict };

const { chains, jdks } = JSON.parse(readFileSync('fixtures/oracle/chains.json', 'utf8')) as {
  chains: readonly Recorded[];
  jdks: readonly string[];
};
/** The day of the recording, see tools/oracle-jdk/Chains.java. */
const today = '2026-11-22';

const pem = (name: string): string => readFileSync(`fixtures/certificates/${name}.crt`, 'utf8');

async function certificate(name: string): Promise<X509> {
  const [block] = parsePem(new SourceText(`${name}.crt`, pem(name))).blocks;
  return readX509(block!.der!);
}

const all = (names: readonly string[]): Promise<X509[]> => Promise.all(names.map(certificate));

/** Whether the handshake succeeds, as the rules see it. */
async function ours({ purpose, host, name, shown, anchors }: ChainCase): Promise<boolean> {
  const chain = await all(shown);
  if (chainFault(chain, await all(anchors), purpose, today)) return false;
  const asked = [host, name].filter((one) => one !== undefined);
  return host === undefined || asked.some((one) => coversHost(chain[0]!, one));
}

const title = ({ purpose, host, name, shown, anchors }: ChainCase): string =>
  [`${purpose} ${shown.join(' + ')}`, `anchors ${anchors.join(' + ')}`, host, name && `sni ${name}`]
    .filter(Boolean)
    .join(', ');

describe('handshakes of Java', () => {
  it('are recorded on two JDKs for all cases', () => {
    const cases = chains.map(({ purpose, host, name, shown, anchors }) =>
      title({ purpose, shown, anchors, ...(host && { host }), ...(name && { name }) }),
    );
    expect(cases, 'run: npx tsx tools/oracle-jdk/record.ts').toEqual(CHAIN_CASES.map(title));
    expect(jdks).toEqual(['17', '25']);
  });

  it.each(chains.map((one) => [title(one), one] as const))('%s', async (_, one) => {
    expect(await ours(one)).toBe('trusted' in one);
  });

  it('differ between the JDKs in one thing: where a * may stand', () => {
    const different = chains.filter(
      (one) => one.jdk17 && 'trusted' in one.jdk17 !== 'trusted' in one,
    );
    expect(different.map(({ host }) => host)).toEqual(['a.b.c.example.com']);
  });

  it('say what the rules give as evidence', () => {
    const said = chains.map((one) => ('refused' in one ? one.refused : '')).join('\n');
    for (const message of [
      'PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
      'PKIX path building failed',
      'unable to find valid certification path to requested target',
      'Extended key usage does not permit use for TLS server authentication',
      'Extended key usage does not permit use for TLS client authentication',
      'No subject alternative names present',
      'No subject alternative names matching IP address',
      'No subject alternative DNS name matching',
    ])
      expect(said).toContain(message);
  });
});

/** Whether OpenSSL, by way of Node, completes the handshake. */
async function nodes({ host, shown, anchors }: ChainCase): Promise<boolean> {
  const key = createPrivateKey(readFileSync(`fixtures/certificates/keys/${shown[0]}.key`, 'utf8'));
  const refusal = await tryHandshake({
    server: { chain: await all(shown), key },
    trusted: await all(anchors),
    hosts: host === undefined ? [] : [host],
  });
  return refusal === undefined;
}

/** Whose dates decide, which depends on the day on which the test runs. */
const dated = /expired|future|soon/;

/** What OpenSSL sees in another way than Java, and why. */
const differences: readonly [why: string, holds: (one: ChainCase) => boolean][] = [
  ['Node takes one * in a label', ({ host }) => host === 'node7-a.example.com'],
  [
    'OpenSSL looks at the uses of a certificate that is an anchor itself, Java does not',
    ({ anchors }) => anchors.includes('client-only'),
  ],
  ['Node takes an empty label for one', ({ host }) => host === '.cloud.example.net'],
  ['Node wants two labels behind a *', ({ host }) => host === 'x.internal'],
];

describe('handshakes of Node', () => {
  const stable = CHAIN_CASES.filter(
    ({ purpose, name, shown, anchors }) =>
      purpose === 'server' && name === undefined && !dated.test([...shown, ...anchors].join()),
  );

  it.each(stable.map((one) => [title(one), one] as const))('%s', async (_, one) => {
    const [we, they] = [await ours(one), await nodes(one)];
    if (we !== they) expect(differences.filter(([, holds]) => holds(one))).toHaveLength(1);
  });

  it('differ in nothing else than what is listed', async () => {
    const unused = [];
    for (const [why, holds] of differences) {
      const found = [];
      for (const one of stable.filter(holds)) found.push((await ours(one)) !== (await nodes(one)));
      if (!found.includes(true)) unused.push(why);
    }
    expect(unused).toEqual([]);
  });
});
