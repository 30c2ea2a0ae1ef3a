import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainCase } from '../chain-cases.js';
import { MATRIX_CASES, MATRIX_SPECS } from './cases.js';
import { matrixMaterial, type Material } from './material.js';
import { matrixTitle } from './title.js';

/** Twelve o'clock of the day of Chains.java, in seconds. */
const NOW = String(Date.parse('2026-11-22T12:00:00Z') / 1000);
const CERTIFICATES = 'fixtures/certificates';

/** What each JDK and OpenSSL say of a handshake: `+`, or why not. */
export interface MatrixRow {
  readonly title: string;
  readonly java: readonly string[];
  readonly openssl: string;
}

const pem = (der: string, label: string): string =>
  `-----BEGIN ${label}-----\n${der.match(/.{1,64}/g)!.join('\n')}\n-----END ${label}-----\n`;

function openssl(
  folder: string,
  material: Material,
  { purpose, host, shown, anchors }: ChainCase,
): string {
  const write = (name: string, certificates: readonly string[]): string => {
    const path = join(folder, name);
    const all = certificates.map((one) => pem(material.certificates[one]!, 'CERTIFICATE'));
    writeFileSync(path, all.join(''));
    return path;
  };
  const address = host !== undefined && (host.includes(':') || /^[\d.]+$/.test(host));
  const { status, stdout, stderr } = spawnSync(
    'openssl',
    [
      ...['verify', '-partial_chain', '-no-CApath', '-no-CAstore', '-attime', NOW],
      ...['-purpose', `ssl${purpose}`, '-CAfile', write('anchors.pem', anchors)],
      ...(shown.length > 1 ? ['-untrusted', write('rest.pem', shown.slice(1))] : []),
      ...(host === undefined ? [] : [address ? '-verify_ip' : '-verify_hostname', host]),
      write('leaf.pem', shown.slice(0, 1)),
    ],
    { encoding: 'utf8' },
  );
  if (status === 0) return '+';
  return (
    /error \d+ at \d+ depth lookup: ?(.*)/.exec(stdout + stderr)?.[1] ??
    stderr.trim().split('\n')[0]!
  );
}

/** The last of the messages that a handshake fails with says most. */
function verdict(line: string): string {
  if (line === '+') return line;
  const parts = Buffer.from(line.slice(1), 'hex').toString('utf8').split(' <- ');
  return parts.at(-1)!.replace(/\s+/g, ' ').slice(0, 160);
}

/**
 * Does all handshakes of the matrix.
 *
 * @param javas how to run Chains.java on each JDK: takes its arguments and input, gives its lines
 */
export function recordMatrix(
  javas: readonly ((folder: string, input: string) => readonly string[])[],
): { material: Material; rows: MatrixRow[] } {
  const material = matrixMaterial();
  const folder = mkdtempSync(join(tmpdir(), 'chains-'));
  try {
    mkdirSync(join(folder, 'keys'));
    for (const name of ['remote-server', 'remote-ca'])
      for (const path of [`${name}.crt`, `keys/${name}.key`])
        cpSync(join(CERTIFICATES, path), join(folder, path));
    for (const { name, key } of MATRIX_SPECS) {
      writeFileSync(join(folder, `${name}.crt`), pem(material.certificates[name]!, 'CERTIFICATE'));
      writeFileSync(join(folder, 'keys', `${name}.key`), pem(material.keys[key]!, 'PRIVATE KEY'));
    }
    const input = MATRIX_CASES.map(({ purpose, host, shown, anchors }) =>
      [purpose, host ?? '-', '-', shown.join(), anchors.join()].join('\t'),
    ).join('\n');
    const answers = javas.map((java) => java(folder, `${input}\n`));
    const rows = MATRIX_CASES.map((one, row) => ({
      title: matrixTitle(one),
      java: answers.map((lines) => verdict(lines[row] ?? '')),
      openssl: openssl(folder, material, one),
    }));
    return { material, rows };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
