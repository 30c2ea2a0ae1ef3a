import type { Place } from '../core/text.js';
import type { Problem, YmlDocument } from '../documents/document.js';
import type { X509 } from '../documents/x509.js';
import { listValue, type SettingEntry } from '../settings/entry.js';
import { flatten } from '../settings/flatten.js';
import { compileNamePattern } from '../settings/lucene-pattern.js';
import { Settings } from '../settings/settings.js';
import type { Node } from './node.js';
import type { TlsUse } from './tls-defaults.js';

/** What is wrong with a file of trust restrictions. */
export interface RestrictionsFault {
  readonly kind: 'syntax' | 'star' | 'missing' | 'regex';
  readonly place: Place;
  /** The problem of a parser in words, or the pattern that is meant. */
  readonly text: string;
}

/** The file that narrows down which certificates of the trusted authorities are let in. */
export interface TrustRestrictions {
  readonly document: YmlDocument;
  readonly fault: RestrictionsFault | undefined;
  /** The names that are let in, in their notation. */
  readonly patterns: readonly string[];
  /** Whether a name is let in; undefined where a regular expression leaves that open. */
  admits(name: string): boolean | undefined;
}

/** Fields of a certificate that the names are compared with (CertificateTrustRestrictions). */
export const restrictionFields: readonly string[] = [
  'subjectAltName.otherName.commonName',
  'subjectAltName.dnsName',
];

/** Reads a file of trust restrictions, which is one of settings (RestrictedTrustConfig). */
export async function trustRestrictionsOf(document: YmlDocument): Promise<TrustRestrictions> {
  const flat = document.tree && flatten(document.source, document.tree, 'yml');
  const entry = new Settings(flat?.entries).get('trust.subject_name');
  const patterns = entry ? listValue(entry) : [];
  const fault = faultOf(document, flat?.problems ?? [], patterns);
  const texts = patterns.map(({ text }) => text);
  const matchers = await Promise.all(texts.map(compileNamePattern));
  return {
    document,
    fault,
    patterns: texts,
    admits(name) {
      if (matchers.some((matcher) => matcher?.(name))) return true;
      return matchers.includes(undefined) ? undefined : false;
    },
  };
}

function faultOf(
  document: YmlDocument,
  problems: readonly Problem[],
  patterns: ReturnType<typeof listValue>,
): RestrictionsFault | undefined {
  const { source } = document;
  const problem = document.problems[0] ?? problems[0];
  if (problem) {
    const { line } = source.position(problem.range.start);
    const star = /^\s*-\s+(\*[^\s#]*)/.exec(source.slice(source.lineRange(line)))?.[1];
    return { kind: star ? 'star' : 'syntax', place: problem, text: star ?? problem.text };
  }
  if (patterns.length === 0) return { kind: 'missing', place: source.firstLine(), text: '' };
  const open = patterns.find(({ text }) => /^\/(?:.*[^/])?$/s.test(text));
  return open && { kind: 'regex', place: open, text: open.text };
}

/** Whom the trust restrictions of a node leave out, and what they let in. */
export interface Exclusion {
  readonly entry: SettingEntry;
  /** The names of the certificate that were compared. */
  readonly names: readonly string[];
  readonly patterns: readonly string[];
}

/**
 * How the trust restrictions of a node leave a certificate out; undefined when it is let in, when there are none, or when
 * that cannot be told: the file is not there or wrong, or a regular expression leaves it open. Only the first certificate of a chain
 * counts, and it counts for clients and servers alike, those of the own cluster too (RestrictedTrustManager).
 */
export function exclusion(node: Node, use: TlsUse, x509: X509): Exclusion | undefined {
  const tls = node.tls(use);
  if (!tls.enabled || node.securityEnabled !== true || tls.verification === 'none')
    return undefined;
  const entry = tls.get('trust_restrictions.path');
  const file = entry && node.restrictions.get(entry.key);
  const listed = tls.get('trust_restrictions.x509_fields');
  if (!entry || !file || file.fault || listed?.unknown) return undefined;
  const fields = listed ? listValue(listed).map(({ text }) => text) : restrictionFields.slice(0, 1);
  if (fields.some((field) => !restrictionFields.includes(field))) return undefined;
  const [commonName, dnsName] = restrictionFields.map((field) => fields.includes(field));
  const names = x509.names.flatMap(({ type, value, oid }) =>
    (commonName && oid === '2.5.4.3') || (dnsName && type === 'dns') ? [value] : [],
  );
  // one that is let in is enough, and one that is open may be
  const isOut = names.every((name) => file.admits(name) === false);
  return isOut ? { entry, names, patterns: file.patterns } : undefined;
}
