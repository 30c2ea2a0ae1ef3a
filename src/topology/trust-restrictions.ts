import type { Place } from '../core/text.js';
import type { YmlDocument } from '../documents/document.js';
import { listValue } from '../settings/entry.js';
import { flatten } from '../settings/flatten.js';
import { Settings } from '../settings/settings.js';

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
}

/** Fields of a certificate that the names are compared with (CertificateTrustRestrictions). */
export const restrictionFields: readonly string[] = [
  'subjectAltName.otherName.commonName',
  'subjectAltName.dnsName',
];

/** Reads a file of trust restrictions, which is one of settings (RestrictedTrustConfig). */
export function trustRestrictionsOf(document: YmlDocument): TrustRestrictions {
  return { document, fault: faultOf(document) };
}

function faultOf(document: YmlDocument): RestrictionsFault | undefined {
  const { source } = document;
  const flat = document.tree && flatten(source, document.tree, 'yml');
  const problem = document.problems[0] ?? flat?.problems[0];
  if (problem) {
    const { line } = source.position(problem.range.start);
    const star = /^\s*-\s+(\*[^\s#]*)/.exec(source.slice(source.lineRange(line)))?.[1];
    return { kind: star ? 'star' : 'syntax', place: problem, text: star ?? problem.text };
  }
  const entry = new Settings(flat?.entries).get('trust.subject_name');
  const patterns = entry ? listValue(entry) : [];
  if (patterns.length === 0) return { kind: 'missing', place: source.firstLine(), text: '' };
  const open = patterns.find(({ text }) => /^\/(?:.*[^/])?$/s.test(text));
  return open && { kind: 'regex', place: open, text: open.text };
}
