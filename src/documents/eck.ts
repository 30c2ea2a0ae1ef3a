import { isMap, parseAllDocuments, type Document as YamlDocument } from 'yaml';
import type { Place, SourceText } from '../core/text.js';
import type {
  EckDocument,
  EckRemoteCluster,
  EckResource,
  KeystoreListDocument,
  Problem,
  YmlDocument,
} from './document.js';
import { deeperThan } from './nesting.js';
import { maskTemplate, unknownText, type Masked } from './template.js';
import { itemsOf, pairOf, textOf, valueAt, type Mapping, type Pair, type Tree } from './tree.js';
import { explainYamlError } from './yaml-errors.js';
import { withPlainLineEnds } from './yaml-scanner.js';
import { deepest, TreeBuilder } from './yaml-tree.js';
import { parserOptions, unparsableTemplate } from './yaml.js';

const apiVersion =
  /^apiVersion:[ \t]*["']?elasticsearch\.k8s\.elastic\.co\/v1["']?[ \t]*(?:#.*)?$/m;
const resourceKind = /^kind:[ \t]*["']?Elasticsearch["']?[ \t]*(?:#.*)?$/m;

/** Whether a text holds a resource of the operator in Kubernetes (ECK), whatever else is in the file. */
export function looksLikeEck(text: string): boolean {
  return (
    text.includes('elasticsearch.k8s.elastic.co/') &&
    apiVersion.test(text) &&
    resourceKind.test(text)
  );
}

/**
 * A tree as Kubernetes hands it on. It resolves aliases and merge keys, which are not followed here: what stands behind
 * them counts as not known.
 */
function resolved(tree: Tree): Tree {
  if (tree.kind === 'sequence') return { ...tree, items: tree.items.map(resolved) };
  if (tree.kind === 'mapping') {
    const pairs = tree.pairs.filter(({ key }) => key.text !== '<<' && !key.alias);
    return { ...tree, pairs: pairs.map((pair) => ({ ...pair, value: resolved(pair.value) })) };
  }
  return tree.alias
    ? { kind: 'scalar', range: tree.range, text: unknownText, type: 'string', templated: true }
    : tree;
}

const textIn = (tree: Tree | undefined, ...path: readonly string[]): string | undefined => {
  const value = valueAt(tree, ...path);
  return value?.kind === 'scalar' && value.templated ? undefined : textOf(value);
};

class ResourceReader {
  constructor(
    readonly source: SourceText,
    readonly template: Masked | undefined,
  ) {}

  private at(tree: Tree | Pair): Place {
    return { source: this.source, range: tree.range };
  }

  resource(root: Mapping): EckResource {
    const { source } = this;
    const spec = valueAt(root, 'spec');
    const version = valueAt(spec, 'version');
    const versionText = textIn(spec, 'version');
    const server = pairOf(valueAt(spec, 'remoteClusterServer'), 'enabled');
    const name = valueAt(root, 'metadata', 'name');
    return {
      source,
      place: this.at(name ?? pairOf(root, 'kind')!),
      name: textIn(root, 'metadata', 'name'),
      namespace: textIn(root, 'metadata', 'namespace'),
      version:
        version && versionText !== undefined
          ? { ...this.at(version), text: versionText }
          : undefined,
      server: server && {
        source,
        mapping: valueAt(spec, 'remoteClusterServer') as Mapping,
        pair: server,
      },
      remoteClusters: itemsOf(valueAt(spec, 'remoteClusters')).map((item) => this.remote(item)),
      nodeSets: itemsOf(valueAt(spec, 'nodeSets')).map((item) => this.nodeSet(item)),
      keystore: this.keystore(itemsOf(valueAt(spec, 'secureSettings'))),
    };
  }

  private remote(item: Tree): EckRemoteCluster {
    const name = valueAt(item, 'name');
    return {
      place: this.at(name ?? (item.kind === 'mapping' ? item.pairs[0]?.key : item) ?? item),
      name: textIn(item, 'name'),
      hasName: name !== undefined && !(name.kind === 'scalar' && name.text === ''),
      ref: textIn(item, 'elasticsearchRef', 'name'),
      namespace: textIn(item, 'elasticsearchRef', 'namespace'),
      apiKey: pairOf(item, 'apiKey'),
    };
  }

  private nodeSet(item: Tree): YmlDocument {
    const config = valueAt(item, 'config');
    const { template } = this;
    return {
      kind: 'elasticsearch-yml',
      source: this.source,
      problems: [],
      tree: config?.kind === 'mapping' ? config : undefined,
      part: textIn(item, 'name') ?? '',
      ...(template && { template: template.engine, conditional: template.conditional }),
    };
  }

  /** The names in the keystore; undefined unless all entries of all secrets are listed. */
  private keystore(secrets: readonly Tree[]): KeystoreListDocument | undefined {
    const listed = secrets.map((secret) => itemsOf(valueAt(secret, 'entries')));
    if (listed.length === 0 || listed.some((entries) => entries.length === 0)) return undefined;
    const names = listed.flat().flatMap((entry) => {
      const value = valueAt(entry, 'path') ?? valueAt(entry, 'key');
      const name = textIn(entry, 'path') ?? textIn(entry, 'key');
      return value && name !== undefined ? [{ ...this.at(value), name }] : [];
    });
    return { kind: 'keystore-list', source: this.source, problems: [], names };
  }
}

/** What Kubernetes' own secrets hold is never shown. */
function hideSecrets(source: SourceText, root: Mapping): void {
  for (const key of ['data', 'stringData']) {
    const values = valueAt(root, key);
    if (values?.kind !== 'mapping') continue;
    for (const { value } of values.pairs) source.markSecret(value.range);
  }
}

/** @throws RangeError when the nesting is too deep for the stack */
function read(source: SourceText, text: string, template: Masked | undefined): EckDocument {
  if (deeperThan(text, 4 * deepest)) throw new RangeError('nested too deeply');
  const parsed = parseAllDocuments(text, parserOptions);
  const documents: readonly YamlDocument.Parsed[] = Array.isArray(parsed) ? parsed : [];
  const error = documents.flatMap(({ errors }) => errors)[0];
  if (error) {
    const explained = {
      ...explainYamlError(source, error),
      source,
      code: 'resource-syntax' as const,
    };
    return {
      kind: 'eck',
      source,
      problems: [template ? unparsableTemplate(source, template.engine, explained) : explained],
      resources: [],
    };
  }
  const reader = new ResourceReader(source, template);
  const resources = documents.flatMap(({ contents }) => {
    const kind = isMap(contents) ? String(contents.get('kind')) : '';
    if (kind !== 'Elasticsearch' && kind !== 'Secret') return [];
    const root = resolved(new TreeBuilder(source, false).tree(contents, 0)) as Mapping;
    if (kind === 'Secret') hideSecrets(source, root);
    const own = /^elasticsearch\.k8s\.elastic\.co\/v1$/.test(textIn(root, 'apiVersion') ?? '');
    return own && kind === 'Elasticsearch' ? [reader.resource(root)] : [];
  });
  return { kind: 'eck', source, problems: [], resources };
}

/**
 * Reads a file of Kubernetes resources: those of the operator's kind Elasticsearch, each with its sets of nodes; all
 * others are passed over. Never throws.
 */
export function parseEck(source: SourceText): EckDocument {
  const template = maskTemplate(source.text);
  try {
    return read(source, withPlainLineEnds(template?.text ?? source.text), template);
  } catch {
    const problem: Problem = {
      ...source.firstLine(),
      code: 'resource-syntax',
      text: 'the file is nested too deeply',
    };
    return { kind: 'eck', source, problems: [problem], resources: [] };
  }
}

/** A file of several resources as if it held but the one. */
export const withOnly = (document: EckDocument, resource: EckResource): EckDocument => ({
  ...document,
  resources: [resource],
});
