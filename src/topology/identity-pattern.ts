/** What is suspicious about a `certificate_identity`: it matches other names than it seems to. */
export interface PatternDoubt {
  readonly kind: 'everything' | 'dot' | 'blank' | 'case' | 'order';
  /** The attribute that is meant, as written: `cn` in lower case, or the `O` that it begins with. */
  readonly attribute?: string;
}

/** A dot between word characters that is meant as a dot. */
const bareDot = /(?<!\\)(?:\\\\)*[\w-]\.(?=[A-Za-z]{2,})/;
const blankBehindComma = /,(?: |\\s[+*]?)(?=[A-Z]+=)/;
/** A name in the order of openssl: the general parts first, the common name at the end. */
const generalFirst = /^\^?(C|O|OU|ST|L|DC)=.*,\s*CN=/;
const lowerCase = /(?:^\^?|,)(cn|ou|o|c|l|st|street|dc|uid)=/;

/** The doubts about a pattern, which Elasticsearch matches with the name as RFC 2253 writes it, minding the case. */
export function doubtsAbout(pattern: string): PatternDoubt[] {
  const doubts: PatternDoubt[] = [];
  if (/^\^?\.[*+]\$?$/.test(pattern)) doubts.push({ kind: 'everything' });
  if (bareDot.test(pattern)) doubts.push({ kind: 'dot' });
  if (blankBehindComma.test(pattern)) doubts.push({ kind: 'blank' });
  const lower = pattern.includes('(?i') ? undefined : lowerCase.exec(pattern)?.[1];
  if (lower !== undefined) doubts.push({ kind: 'case', attribute: lower });
  const first = generalFirst.exec(pattern)?.[1];
  if (first !== undefined) doubts.push({ kind: 'order', attribute: first });
  return doubts;
}
