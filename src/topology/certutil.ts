import type { X509 } from '../documents/x509.js';
import { commonName } from './host-name.js';

/** Names for a new certificate, beside those of the old one. */
export interface MoreNames {
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
}

/** The command that makes a certificate with the names of an old one, and more; to be pasted. */
export function certutilCommand(x509: X509, more: MoreNames = {}): string {
  const named = (type: 'dns' | 'ip', added: readonly string[] = []): string[] => {
    const values = x509.names.filter((name) => name.type === type).map(({ value }) => value);
    return [...new Set([...values, ...added])].filter((value) => /^[\w.:*-]+$/.test(value));
  };
  const [dns, ip] = [named('dns', more.dns), named('ip', more.ip)];
  const name = commonName(x509.subject) ?? 'node';
  return [
    'bin/elasticsearch-certutil cert --pem --ca-cert ca.crt --ca-key ca.key',
    `--name ${/^[\w.-]+$/.test(name) ? name : 'node'}`,
    ...(dns.length > 0 ? [`--dns ${dns.join(',')}`] : []),
    ...(ip.length > 0 ? [`--ip ${ip.join(',')}`] : []),
  ].join(' ');
}
