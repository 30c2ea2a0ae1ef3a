import { readFileSync } from 'node:fs';
import { readX509, type X509 } from '../../../src/documents/x509.js';
import type { Disagreement } from '../../../src/cli/proof/differences.js';
import { chainFault } from '../../../src/topology/chain.js';
import { coversHost } from '../../../src/topology/host-name.js';
import { MATRIX_CASES } from './cases.js';
import { MATRIX_FILE, type Material } from './material.js';

/** The day of the recording, see Chains.java. */
const TODAY = '2026-11-22';

/** One handshake of the matrix with all that is said of it. */
export interface Judged extends Disagreement {
  readonly title: string;
  /** `+` or why not; by the older JDK, then by the newer one. */
  readonly java: readonly string[];
  readonly openssl: string;
  /** Whether we say that it succeeds. */
  readonly ours: boolean;
}

interface Recorded {
  readonly title: string;
  readonly java: string;
  readonly jdk17?: string;
  readonly openssl: string;
}

/** Judges all handshakes of the matrix, beside what is recorded of them. */
export async function judgeMatrix(): Promise<Judged[]> {
  const { certificates, cases } = JSON.parse(readFileSync(MATRIX_FILE, 'utf8')) as Material & {
    cases: readonly Recorded[];
  };
  const read = new Map<string, X509>();
  for (const [name, der] of Object.entries(certificates))
    read.set(name, await readX509(Buffer.from(der, 'base64')));
  const all = (names: readonly string[]): X509[] => names.map((name) => read.get(name)!);
  return cases.map(({ title, java, jdk17 = java, openssl }, at) => {
    const { purpose, host, shown: names, anchors: trusted } = MATRIX_CASES[at]!;
    const [shown, anchors] = [all(names), all(trusted)];
    const fault = chainFault(shown, anchors, purpose, TODAY);
    const wrongName = !fault && host !== undefined && !coversHost(shown[0]!, host);
    return {
      ...{ title, shown, anchors, host, fault, wrongName, openssl },
      java: [jdk17, java],
      ours: !fault && !wrongName,
      message: openssl === '+' ? undefined : openssl,
    };
  });
}
