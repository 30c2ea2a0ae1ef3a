import type { Edit, Finding, Place, Range, Related, SourceText } from '../core/index.js';
import type { Suppressed } from '../core/index.js';
import type { GroupResult } from './group.js';

/** A place in one of the sources of a unit, which stand for themselves by number. */
type Packed<P extends Place> = Omit<P, 'source'> & { readonly source: number };

/** A finding without the texts that it points into. */
type PackedFinding = Omit<Packed<Finding>, 'related' | 'fix' | 'value'> & {
  readonly value?: Packed<Place>;
  readonly related: readonly Packed<Related>[];
  readonly fix?: Omit<NonNullable<Finding['fix']>, 'edits'> & {
    readonly edits: readonly Packed<Edit>[];
  };
};

/** What came of one file, as plain data without any text of a file: to be sent, or kept. */
export interface PackedResult {
  /** The file itself first. */
  readonly sources: readonly { readonly path: string; readonly secrets: readonly Range[] }[];
  readonly checked: boolean;
  readonly findings: readonly PackedFinding[];
  readonly suppressed: readonly (Omit<Suppressed, 'finding'> & {
    readonly finding: PackedFinding;
  })[];
  readonly notes: readonly string[];
}

/** What came of one file. */
export interface UnitResult {
  readonly source: SourceText;
  /** It counts among the files that were checked. */
  readonly checked: boolean;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** What is to be told beside the findings. */
  readonly notes: readonly string[];
}

/** A result as plain data; undefined where it cannot be: a source is no text, or a fix repeats a secret of it. */
export function pack(result: UnitResult): PackedResult | undefined {
  const numbers = new Map<SourceText, number>([[result.source, 0]]);
  let plain = true;
  const numberOf = (source: SourceText): number => {
    if (!numbers.has(source)) numbers.set(source, numbers.size);
    return numbers.get(source)!;
  };
  const place = <P extends Place>(given: P): Packed<P> => ({
    ...given,
    source: numberOf(given.source),
  });
  const finding = (given: Finding): PackedFinding => {
    const { source: at, value, related, fix, ...rest } = given;
    if (fix?.edits.some(({ source, text }) => source.hasSecret(text))) plain = false;
    return {
      ...rest,
      source: numberOf(at),
      ...(value && { value: place(value) }),
      related: related.map(place),
      ...(fix && { fix: { ...fix, edits: fix.edits.map(place) } }),
    };
  };
  const findings = result.findings.map(finding);
  const suppressed = result.suppressed.map((one) => ({ ...one, finding: finding(one.finding) }));
  const sources = [...numbers.keys()];
  if (!plain || !sources.every((source) => source.isFixable)) return undefined;
  return {
    sources: sources.map(({ path, secrets }) => ({ path, secrets })),
    checked: result.checked,
    findings,
    suppressed,
    notes: result.notes,
  };
}

/**
 * The reverse of `pack`.
 *
 * @param sourceOf reads a source anew, by its path as shown
 */
export function unpack(packed: PackedResult, sourceOf: (path: string) => SourceText): UnitResult {
  const sources = packed.sources.map(({ path, secrets }) => {
    const source = sourceOf(path);
    for (const secret of secrets) source.markSecret(secret);
    return source;
  });
  const place = <P extends Place>(given: Packed<P>): P =>
    ({ ...given, source: sources[given.source]! }) as unknown as P;
  const finding = ({ fix, value, ...given }: PackedFinding): Finding => ({
    ...place<Finding>(given as unknown as Packed<Finding>),
    ...(value && { value: place<Place>(value) }),
    related: given.related.map((one) => place<Related>(one)),
    ...(fix && { fix: { ...fix, edits: fix.edits.map((one) => place<Edit>(one)) } }),
  });
  return {
    source: sources[0]!,
    checked: packed.checked,
    findings: packed.findings.map(finding),
    suppressed: packed.suppressed.map((one) => ({ ...one, finding: finding(one.finding) })),
    notes: packed.notes,
  };
}

/** What was found of single files as what was found of a group. */
export const together = (units: readonly UnitResult[]): GroupResult => ({
  findings: units.flatMap(({ findings }) => findings),
  suppressed: units.flatMap(({ suppressed }) => suppressed),
  files: units.flatMap(({ source, checked }) => (checked ? [source] : [])),
  crashes: [],
  clusters: [],
  coverage: [],
  customRules: [],
  notes: units.flatMap(({ notes }) => notes),
});
