import { X509Certificate } from 'node:crypto';
import type { X509 } from '../../documents/x509.js';

/** A part of a name in which nothing has to be escaped, and whose attribute all call the same. */
const plainPart = /^(?:CN|C|L|ST|O|OU|DC|UID)=\w(?:[\w .@:/()*-]*[\w)*-])?$/;

/** What means the same to Java and to JavaScript; no group is repeated, so that nothing takes long. */
const commonSyntax =
  /^(?:[\w ,=@:/-]|\\[^\w\s]|\\[dw]|[.|^$]|\((?:\?:)?|\)(?![*+?{])|\[\^?\w[\w.]*-?\]|\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|_)+\]|[*+?](?![*+?{]))*$/;

/** As many repetitions as there may be: each one more makes trying all ways longer. */
const repetitions = 4;

/** The name that a certificate is for as OpenSSL reads it, written as RFC 2253 says; undefined where that needs care. */
function nameOf({ der }: X509): string | undefined {
  const parts = new X509Certificate(der).subject?.split('\n') ?? [];
  return parts.length > 0 && parts.every((part) => plainPart.test(part))
    ? parts.reverse().join(',')
    : undefined;
}

/**
 * Whether a signing certificate has the identity that an API key asks for, found out in another way than the rules do: the
 * name by OpenSSL, the pattern by JavaScript. Undefined where these may differ from Java.
 */
export function replayIdentity(x509: X509, pattern: string): boolean | undefined {
  const name = nameOf(x509);
  const count = pattern.replace(/\\./g, '').match(/[*+?]/g)?.length ?? 0;
  if (name === undefined || !commonSyntax.test(pattern) || count > repetitions) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`).test(name);
  } catch {
    return undefined; // what is wrong with it is Java's to say
  }
}
