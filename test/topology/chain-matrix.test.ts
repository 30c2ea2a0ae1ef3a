import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readX509, type X509 } from '../../src/documents/x509.js';
import { chainFault } from '../../src/topology/chain.js';
import { coversHost } from '../../src/topology/host-name.js';
import { MATRIX_CASES } from '../../tools/oracle-jdk/matrix/cases.js';
import { matrixTitle } from '../../tools/oracle-jdk/matrix/record.js';

const recording = new URL('../../fixtures/oracle/chain-matrix.json', import.meta.url);
const recorded = JSON.parse(readFileSync(recording, 'utf8')) as {
  certificates: Record<string, string>;
  cases: { title: string; java: string[]; openssl: string }[];
};
const today = '2026-11-22';
const cache = new Map<string, Promise<X509 | undefined>>();
const read = (name: string): Promise<X509 | undefined> => {
  const known =
    cache.get(name) ??
    readX509(Buffer.from(recorded.certificates[name]!, 'base64')).catch(() => undefined);
  cache.set(name, known);
  return known;
};

describe('matrix', () => {
  it('agrees', async () => {
    const bad: string[] = [];
    for (const [at, one] of MATRIX_CASES.entries()) {
      const row = recorded.cases[at]!;
      expect(row.title).toBe(matrixTitle(one));
      const shown = await Promise.all(one.shown.map(read));
      const anchors = await Promise.all(one.anchors.map(read));
      const unread = [...shown, ...anchors].includes(undefined);
      const fault = unread
        ? { kind: 'unreadable' }
        : chainFault(shown as X509[], anchors as X509[], one.purpose, today);
      const name = unread || one.host === undefined || coversHost(shown[0]!, one.host);
      const ours = fault ? fault.kind : name ? '+' : 'name';
      if ((ours === '+') !== row.java.every((x) => x === '+'))
        bad.push(`${row.title}  OURS ${ours}  JAVA ${row.java.join(' // ').slice(0, 200)}`);
    }
    console.log(bad.length + '\n' + bad.slice(0, 200).join('\n'));
  });
});
