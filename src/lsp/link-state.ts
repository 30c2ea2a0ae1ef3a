import type { Finding } from '../core/finding.js';
import type { Place } from '../core/text.js';
import type { Link } from '../topology/link.js';

const isWithin = (inner: Place, outer: Place, end: number): boolean =>
  inner.source === outer.source && inner.range.start >= outer.range.start && inner.range.end <= end;

/** The findings about a link: those in its settings or credentials, or that name them as the other side. */
export function findingsOf(link: Link, findings: Iterable<Finding>): Finding[] {
  const settings = link.layers.flatMap((layer) => [...layer.entries.values()]);
  const concerns = (place: Place): boolean =>
    settings.some(({ keyPlace, valuePlace }) =>
      isWithin(place, keyPlace, Math.max(keyPlace.range.end, valuePlace.range.end)),
    ) ||
    (link.credentials !== undefined &&
      isWithin(place, link.credentials, link.credentials.range.end)) ||
    (link.declaredAt !== undefined && isWithin(place, link.declaredAt, link.declaredAt.range.end));
  return [...findings].filter(
    (finding) => concerns(finding) || (isOfLinks(finding) && finding.related.some(concerns)),
  );
}

/** Others name settings of a link in passing. */
const isOfLinks = ({ rule }: Finding): boolean => /^(?:remote|link|certificates)\//.test(rule);

const count = (number: number, word: string): string =>
  `${number} ${word}${number === 1 ? '' : 's'}`;

/** A link in a line: where it leads, and what keeps it from connecting. */
export function linkState(link: Link, findings: Iterable<Finding>): string {
  const about = findingsOf(link, findings);
  const errors = about.filter(({ severity }) => severity === 'error');
  const warnings = about.filter(({ severity }) => severity === 'warning').length;
  const to = link.to?.name ?? link.addresses[0]?.text ?? '?';
  const name = `${link.alias} → ${to}`;
  if (errors[0]) return `${name}: ${count(errors.length, 'error')}: ${errors[0].text}`;
  const also = warnings > 0 ? `, ${count(warnings, 'warning')}` : '';
  if (!link.to) return `${name}: no errors${also}; the manifest does not describe the other side`;
  if (!link.model)
    return `${name}: no errors${also}; without a keystore the security model is not known`;
  return `${name}: connects${also}`;
}
