import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIFFERENCES, explainedDifference } from '../../src/cli/proof/differences.js';
import { tryHandshake } from '../../src/cli/proof/wire.js';
import type { ChainFault } from '../../src/topology/chain.js';
import { judgeMatrix, type Judged } from '../../tools/oracle-jdk/matrix/judge.js';
import { MATRIX_CASES, MATRIX_SPECS } from '../../tools/oracle-jdk/matrix/cases.js';
import { matrixMaterial } from '../../tools/oracle-jdk/matrix/material.js';
import { matrixTitle } from '../../tools/oracle-jdk/matrix/title.js';

const rows = await judgeMatrix();
const material = matrixMaterial();
const recording = 'fixtures/oracle/chain-matrix.json';

/** What Java says of what we find. */
const MESSAGES: Readonly<Record<ChainFault['kind'], RegExp>> = {
  'no-anchor':
    /unable to find valid certification path|Path does not chain|TrustAnchor with subject|NotAfter/,
  expired: /NotAfter|unable to find/,
  'not-yet-valid': /NotBefore|unable to find/,
  'no-authority': /not a CA certificate|unable to find/,
  'no-certificate-signing': /keyCertSign bit|unable to find/,
  'path-length': /pathLenConstraint violated|path length|unable to find/,
  'name-constraints': /name constraints check failed|Index 0 out of bounds|unable to find/,
  'unknown-critical': /unrecognized critical extension|unable to find/,
  algorithm:
    /Algorithm constraints check failed|Curve not supported|No supported CertificateVerify/,
  'depends-on-java': /Algorithm constraints check failed|^\+$/,
  usage: /Extended key usage does not permit|KeyUsage does not allow/,
  'no-subject': /X\.509 Certificate is incomplete/,
};

const differing = (one: Judged): boolean => one.ours !== (one.openssl === '+');

describe('the matrix of chains', () => {
  it('is recorded for all cases', () => {
    const { jdks, certificates, keys } = JSON.parse(readFileSync(recording, 'utf8')) as {
      jdks: string[];
      certificates: Record<string, string>;
      keys: Record<string, string>;
    };
    expect(jdks).toEqual(['17', '25']);
    expect(rows.map(({ title }) => title)).toEqual(MATRIX_CASES.map(matrixTitle));
    expect(rows.length).toBeGreaterThan(2000);
    // and of these very certificates
    expect({ certificates, keys }).toEqual(material);
  });

  it('has the certificates that pages borrow', () => {
    for (const name of readdirSync('fixtures/certificates/chains')) {
      const [known, ending] = name.split('.') as [string, 'crt' | 'key'];
      const text = readFileSync(`fixtures/certificates/chains/${name}`, 'utf8');
      const der = text.replace(/-----[^-]+-----|\n/g, '');
      expect(der, name).toBe((ending === 'key' ? material.keys : material.certificates)[known]);
    }
  });

  it('is judged as by both JDKs', () => {
    const wrong = rows.filter(({ ours, java }) => java.some((said) => (said === '+') !== ours));
    const only = rows.filter(({ java }) => new Set(java.map((said) => said === '+')).size > 1);
    // where the JDKs differ we side with the one that refuses
    expect(only.filter(({ ours }) => ours)).toEqual([]);
    expect(wrong.filter((one) => !only.includes(one)).map(({ title }) => title)).toEqual([]);
    const known = /sha224|ip-6 \+ middle-holds-no-ip-at-all|named-(?:inner-star|two-stars)/;
    expect(only.filter(({ title }) => !known.test(title))).toEqual([]);
  });

  it('is refused for the reasons that Java gives', () => {
    const wrong = rows.filter(
      ({ fault, java }) => fault && !java.some((said) => MESSAGES[fault.kind].test(said)),
    );
    expect(wrong.map(({ title, fault, java }) => [title, fault!.kind, ...java])).toEqual([]);
  });

  it('is judged otherwise by OpenSSL only where that is explained', () => {
    const unexplained = rows
      .filter(differing)
      .filter((one) => explainedDifference(one) === undefined)
      .map(({ title, openssl, fault }) => `${title}: ${openssl}, ${fault?.kind}`);
    expect(unexplained).toEqual([]);
  });

  it('shows each of the differences', () => {
    const found = new Set(rows.filter(differing).map(explainedDifference));
    // the OpenSSL of the recording is told to take any certificate for an anchor; old versions of Node cannot be
    const missing = DIFFERENCES.filter(
      ({ why }) => !found.has(why) && !why.includes('older OpenSSL'),
    );
    expect(missing.map(({ why }) => why)).toEqual([]);
  });
});

describe('handshakes of Node', () => {
  /** Each tenth, so that it does not take minutes; those of hosts all. */
  const tried = rows.flatMap((row, at) =>
    at % 10 === 0 || row.host !== undefined ? [{ row, one: MATRIX_CASES[at]! }] : [],
  );
  const keyOf = new Map(MATRIX_SPECS.map(({ name, key }) => [name, matrixKey(key)]));

  function matrixKey(name: string): ReturnType<typeof createPrivateKey> {
    const der = Buffer.from(material.keys[name]!, 'base64');
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  /** By the day of the recording dates would be the same; the clock of Node cannot be set. */
  const dated = /expired|future/;

  it('end as we say, or as is explained', { timeout: 60_000 }, async () => {
    const wrong = [];
    for (const { row, one } of tried.filter(({ row }) => !dated.test(row.title))) {
      const shown = { chain: row.shown, key: keyOf.get(one.shown[0]!)! };
      const { anchors: trusted } = row;
      const hosts = one.host === undefined ? [] : [one.host];
      const refusal = await tryHandshake(
        one.purpose === 'server'
          ? { server: shown, trusted, hosts }
          : { server: shown, trusted: undefined, hosts, client: { ...shown, trusted } },
      );
      const { message } = refusal ?? {};
      if (row.ours === !refusal || explainedDifference({ ...row, message }) !== undefined) continue;
      wrong.push(`${row.title}: ${message}, ${row.fault?.kind}`);
    }
    expect(tried.length).toBeGreaterThan(250);
    expect(wrong).toEqual([]);
  });
});
