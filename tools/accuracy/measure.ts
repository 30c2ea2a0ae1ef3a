import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalogue, type Catalogue } from '../../src/settings/catalogue.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { compareValues, type Disagreement } from '../catalogue/agreement.js';
import type { RecordedValues } from '../catalogue/values.js';
import { compareWholeFiles, compareWholePayloads } from '../oracle/agreement.js';
import { acceptedAndFailing } from '../oracle/agreement-later.js';
import type { AgreementByVersion, VersionAgreement } from '../oracle/agreement.js';
import { explainedDifference } from '../../src/cli/proof/differences.js';
import { judgeMatrix } from '../oracle-jdk/matrix/judge.js';
import { sameYaml, YAML_VERSIONS, yamlReason, yamlVerdicts } from '../oracle/agreement-yaml.js';
import { verdictOn, type LinkVerdict } from '../oracle/links/agreement.js';
import { readShown } from '../oracle/links/shown.js';
import type { Recordings } from '../oracle/starts.js';

/** How often one version is agreed with, and in what it is not. */
export type Count = Pick<VersionAgreement, 'recorded' | 'same' | 'differences'>;
export type ByVersion = ReadonlyMap<string, Count>;

/** Values that the parser of a setting accepts and a node fails on when it uses them. */
export interface LaterValues {
  readonly key: string;
  readonly versions: readonly string[];
  readonly problem: string;
  readonly values: readonly string[];
}

/** What is said of handshakes: by two JDKs, by OpenSSL and by us. */
export interface ChainVerdicts {
  readonly all: number;
  /** We say what both JDKs say. */
  readonly same: number;
  /** The JDKs differ; we say what the stricter one says. */
  readonly stricter: readonly string[];
  /** We differ from the JDKs otherwise. */
  readonly wrong: readonly string[];
  /** In how many OpenSSL says something else than Java and we, by why. */
  readonly openssl: ReadonlyMap<string, number>;
}

/** All that the page is made of. */
export interface Accuracy {
  /** All measured versions, oldest first. */
  readonly versions: readonly string[];
  readonly settings: ReadonlyMap<string, number>;
  readonly values: ByVersion;
  readonly files: AgreementByVersion;
  readonly payloads: AgreementByVersion;
  readonly yaml: ByVersion;
  readonly starts: ByVersion;
  /** Of all workspaces of two clusters. */
  readonly links: readonly LinkVerdict[];
  readonly later: readonly LaterValues[];
  readonly chains: ChainVerdicts;
}

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const oracle = join(fixtures, 'oracle');
const read = <T>(name: string): T => JSON.parse(readFileSync(join(oracle, name), 'utf8')) as T;

/** Compares everything that is recorded with what we say today; takes about half a minute. */
export async function measureAccuracy(): Promise<Accuracy> {
  const catalogue = await loadCatalogue();
  const recorded = read<RecordedValues>('values.json');
  const { settings, values, agreeing, disagreements } = compareValues(catalogue, recorded);
  const { versions } = recorded;
  const listed = read<(Disagreement & { reason: string })[]>('values-disagreements.json');
  const ofVersion = (version: string): Count['differences'] =>
    disagreements
      .filter(({ from, to }) =>
        [from, to]
          .map((end) => versions.indexOf(end))
          .every((at, end) =>
            end === 0 ? at <= versions.indexOf(version) : at >= versions.indexOf(version),
          ),
      )
      .map(({ key, value, accepted }) => {
        const known = listed.find(
          (one) => one.key === key && JSON.stringify(one.value) === JSON.stringify(value),
        );
        const said = accepted ? 'is accepted' : 'is refused';
        const reason = known ? `; ${known.reason}` : '';
        return { name: `${key}: ${JSON.stringify(value)}`, reason: `${said}${reason}` };
      });
  return {
    versions,
    settings,
    values: new Map(
      versions.map((version) => [
        version,
        {
          recorded: values.get(version)!,
          same: agreeing.get(version)!,
          differences: ofVersion(version),
        },
      ]),
    ),
    files: await compareWholeFiles(),
    payloads: await compareWholePayloads(),
    yaml: yamlAgreement(),
    starts: await startsAgreement(),
    links: await Promise.all(Object.keys(readShown()).map(verdictOn)),
    later: laterValues(catalogue, recorded),
    chains: await chainVerdicts(),
  };
}

/** Compares the matrix of certificate chains with the recorded handshakes. */
async function chainVerdicts(): Promise<ChainVerdicts> {
  const rows = await judgeMatrix();
  const agrees = ({ ours, java }: (typeof rows)[number]): boolean =>
    java.every((said) => (said === '+') === ours);
  const differing = rows.filter((row) => !agrees(row));
  const isStricter = ({ ours, java }: (typeof rows)[number]): boolean =>
    !ours && java.includes('+') && java.some((said) => said !== '+');
  const openssl = new Map<string, number>();
  for (const row of rows.filter((one) => one.ours !== (one.openssl === '+'))) {
    const why = explainedDifference(row) ?? 'no reason is known';
    openssl.set(why, (openssl.get(why) ?? 0) + 1);
  }
  return {
    all: rows.length,
    same: rows.length - differing.length,
    stricter: differing.filter(isStricter).map(({ title }) => title),
    wrong: differing.filter((row) => !isStricter(row)).map(({ title }) => title),
    openssl,
  };
}

function yamlAgreement(): ByVersion {
  return new Map(
    YAML_VERSIONS.map((version) => {
      const verdicts = yamlVerdicts(version);
      const differences = verdicts.flatMap(([name, verdict]) => {
        if (sameYaml(name, verdict)) return [];
        return [{ name, reason: yamlReason(name, version) ?? 'no reason is given' }];
      });
      const recorded = verdicts.length;
      return [version, { recorded, same: recorded - differences.length, differences }];
    }),
  );
}

/** A real node started or not, and we say an error or not. */
async function startsAgreement(): Promise<ByVersion> {
  const result = new Map<string, Count>();
  for (const [name, outcomes] of Object.entries(read<Recordings>('starts.json').cases)) {
    const bytes = readFileSync(join(fixtures, 'rules', name));
    const vfs = new MemoryVfs({ '/elasticsearch.yml': bytes });
    for (const [esVersion, outcome] of Object.entries(outcomes)) {
      const workspace = openWorkspace({ vfs, cwd: '/', esVersion, pedantic: true });
      const { findings } = await workspace.lint(['elasticsearch.yml']);
      const errors = findings.filter(({ severity }) => severity === 'error');
      const count = result.get(esVersion) ?? { recorded: 0, same: 0, differences: [] };
      result.set(esVersion, count);
      count.recorded++;
      if ('refused' in outcome === errors.length > 0) count.same++;
      else
        count.differences.push({
          name,
          reason:
            'refused' in outcome
              ? `does not start, but we find nothing: ${outcome.refused}`
              : `starts, but ${errors[0]!.rule} says ${errors[0]!.text}`,
        });
    }
  }
  return result;
}

/** By setting and problem: in which versions, and for which values. */
function laterValues(catalogue: Catalogue, recorded: RecordedValues): LaterValues[] {
  const found = new Map<string, { versions: Set<string>; values: Set<string> }>();
  for (const { key, version, value, problem } of acceptedAndFailing(catalogue, recorded)) {
    const id = JSON.stringify([key, problem]);
    const group = found.get(id) ?? { versions: new Set(), values: new Set() };
    found.set(id, group);
    group.versions.add(version);
    group.values.add(JSON.stringify(value));
  }
  return [...found].map(([id, { versions, values }]) => {
    const [key, problem] = JSON.parse(id) as [string, string];
    return { key, problem, versions: [...versions], values: [...values] };
  });
}
