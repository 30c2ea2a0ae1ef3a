import { dirname } from 'node:path/posix';
import type { Place, SourceText } from '../core/text.js';
import type { Problem } from '../documents/document.js';
import {
  itemsOf,
  nodeAt,
  pairOf,
  partsOf,
  plainOf,
  textOf,
  valueAt,
  type Mapping,
  type Tree,
} from '../documents/tree.js';
import { parseYml } from '../documents/yaml.js';
import { parseVersions, VersionError } from '../settings/versions.js';
import type { LinkInput } from '../topology/build.js';
import type { ClusterFacts, License, Platform } from '../topology/cluster.js';
import type { Use } from '../topology/link.js';
import { customRules, type CustomRule } from './custom-rules.js';
import { UsageError } from './errors.js';
import { didYouMean } from '../core/nearest.js';
import { choiceOf, type RuleChoice } from './rule-setting.js';
import { validateManifest, type SchemaError } from './manifest-validator.generated.js';

/** The names under which a manifest is found. */
export const manifestNames: readonly string[] = ['elasticlint.yml', 'elasticlint.yaml'];

const patternKeys = [
  'nodes',
  'dumps',
  'settings',
  'keystore',
  'roles',
  'apiKeys',
  'environment',
] as const;

/** A list of file patterns under one key of a cluster. */
export interface Patterns {
  readonly key: (typeof patternKeys)[number];
  readonly patterns: readonly (Place & { readonly text: string })[];
}

/** elasticlint.yml, read and checked. */
export interface Manifest {
  readonly path: string;
  readonly directory: string;
  readonly source: SourceText;
  readonly root: boolean;
  readonly clusters: readonly {
    readonly facts: ClusterFacts;
    readonly files: readonly Patterns[];
    /** The environment variable that holds the password of its keystores. */
    readonly keystorePassword?: string;
    /** The environment variables that hold passwords of key files and stores, by setting. */
    readonly passwords: ReadonlyMap<string, string>;
  }[];
  readonly links: readonly LinkInput[];
  readonly rules: ReadonlyMap<string, RuleChoice>;
  readonly ignore: readonly (Place & { readonly text: string })[];
  /** Manifests that it builds on: paths or names of packages, the last one the strongest. */
  readonly extends: readonly (Place & { readonly text: string })[];
  /** The rules that it declares itself, by id. */
  readonly customRules: ReadonlyMap<string, CustomRule>;
  /** Whether a suppression must say why; undefined where it does not say. */
  readonly requireReason?: { readonly value: boolean; readonly place: Place };
}

/** Where an error of the schema is in the file, and what it says in plain words. */
function explain(source: SourceText, root: Mapping, error: SchemaError): UsageError {
  const path = partsOf(error.instancePath);
  const { tree, pair } = nodeAt(root, error.instancePath);
  const named = path.length === 0 ? root.pairs[0] : pair?.value === tree ? pair : undefined;
  const place: Place = { source, range: named?.key.range ?? tree.range };
  const where = path.length > 0 ? `'${path.join('.')}'` : 'the manifest';
  const { params } = error;
  if (params.additionalProperty !== undefined) {
    const key = pairOf(tree, params.additionalProperty)?.key;
    const known = Object.keys(error.parentSchema?.properties ?? {});
    return new UsageError(
      `unknown key '${params.additionalProperty}'${didYouMean(params.additionalProperty, known)}`,
      key ? { source, range: key.range } : place,
    );
  }
  if (params.missingProperty !== undefined)
    return new UsageError(`${where} lacks '${params.missingProperty}'`, place);
  if (params.allowedValues)
    return new UsageError(`${where} must be one of ${params.allowedValues.join(', ')}`, place);
  if (params.allowedValue !== undefined)
    return new UsageError(`${where} must be ${JSON.stringify(params.allowedValue)}`, place);
  return new UsageError(`${where} ${error.message ?? 'is not valid'}`, place);
}

const textsOf = (source: SourceText, tree: Tree | undefined): (Place & { text: string })[] =>
  itemsOf(tree).flatMap((item) =>
    item.kind === 'scalar' ? [{ source, range: item.range, text: item.text }] : [],
  );

async function clusterFacts(
  source: SourceText,
  name: string,
  place: Place,
  tree: Tree,
): Promise<ClusterFacts> {
  const versions = textsOf(source, valueAt(tree, 'version'));
  const platform = textOf(valueAt(tree, 'platform')) as Platform | undefined;
  const license = textOf(valueAt(tree, 'license')) as License | undefined;
  const addresses = textsOf(source, valueAt(tree, 'addresses')).map((item) => item.text);
  const filters = textOf(valueAt(tree, 'trafficFilters'));
  try {
    return {
      name,
      declaredAt: place,
      addresses,
      ...(versions.length > 0 && {
        versions: await parseVersions(versions.map((item) => item.text)),
      }),
      ...(platform && { platform }),
      ...(license && { license }),
      ...(filters !== undefined && { trafficFilters: filters === 'true' }),
    };
  } catch (error) {
    if (error instanceof VersionError) throw new UsageError(error.message, versions[0] ?? place);
    throw error;
  }
}

function links(
  source: SourceText,
  tree: Tree | undefined,
  clusters: readonly string[],
): LinkInput[] {
  return itemsOf(tree).map((item) => {
    const range = pairOf(item, 'alias')?.value.range ?? item.range;
    for (const end of ['from', 'to']) {
      const name = textOf(valueAt(item, end));
      if (name === undefined || clusters.includes(name)) continue;
      throw new UsageError(`no cluster is called '${name}'${didYouMean(name, clusters)}`, {
        source,
        range: valueAt(item, end)!.range,
      });
    }
    return {
      from: textOf(valueAt(item, 'from')) ?? '',
      alias: textOf(valueAt(item, 'alias')) ?? '',
      to: textOf(valueAt(item, 'to')),
      use: textsOf(source, valueAt(item, 'use')).map((use) => use.text as Use),
      place: { source, range },
    };
  });
}

/** The password itself never stands in a manifest, which people commit. */
function passwordOf(cluster: Tree): { keystorePassword?: string } {
  const variable = textOf(valueAt(cluster, 'keystorePassword', 'env'));
  return variable === undefined ? {} : { keystorePassword: variable };
}

/** Likewise, those of key files and stores. */
function passwordsOf(cluster: Tree): ReadonlyMap<string, string> {
  const tree = valueAt(cluster, 'passwords');
  const pairs = tree?.kind === 'mapping' ? tree.pairs : [];
  return new Map(pairs.map(({ key, value }) => [key.text, textOf(valueAt(value, 'env')) ?? '']));
}

const asError = (problem: Problem): UsageError => new UsageError(problem.text, problem);

/**
 * Reads a manifest.
 *
 * @param path absolute, the base of its globs
 * @throws UsageError with the place, for anything that is not as schemas/manifest.schema.json says
 */
export async function readManifest(path: string, source: SourceText): Promise<Manifest> {
  const { tree, problems } = parseYml(source);
  if (problems[0]) throw asError(problems[0]);
  if (!tree)
    throw new UsageError("the manifest is empty; it begins with 'version: 1'", source.firstLine());
  if (!validateManifest(plainOf(tree))) throw explain(source, tree, validateManifest.errors![0]!);
  const clusterTree = valueAt(tree, 'clusters');
  const pairs = clusterTree?.kind === 'mapping' ? clusterTree.pairs : [];
  const clusters = pairs.map(async ({ key, value }) => ({
    facts: await clusterFacts(source, key.text, { source, range: key.range }, value),
    ...passwordOf(value),
    passwords: passwordsOf(value),
    files: patternKeys.map((name): Patterns => ({
      key: name,
      patterns: textsOf(source, valueAt(value, name)),
    })),
  }));
  const rules = valueAt(tree, 'rules');
  const reason = pairOf(tree, 'require-reason');
  return {
    path,
    directory: dirname(path),
    source,
    root: textOf(valueAt(tree, 'root')) === 'true',
    clusters: await Promise.all(clusters),
    links: links(
      source,
      valueAt(tree, 'links'),
      pairs.map((pair) => pair.key.text),
    ),
    rules: new Map(
      (rules?.kind === 'mapping' ? rules.pairs : []).map((pair) => [
        pair.key.text,
        choiceOf(source, pair),
      ]),
    ),
    ignore: textsOf(source, valueAt(tree, 'ignore')),
    extends: textsOf(source, valueAt(tree, 'extends')),
    customRules: await customRules(source, valueAt(tree, 'customRules')),
    ...(reason && {
      requireReason: {
        value: textOf(reason.value) === 'true',
        place: { source, range: reason.key.range },
      },
    }),
  };
}
