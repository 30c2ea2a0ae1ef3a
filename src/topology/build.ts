import type { Subject } from '../core/run.js';
import type { Place } from '../core/text.js';
import type {
  Document,
  EckResource,
  Problem,
  RequestBody,
  YmlDocument,
  KeystoreListDocument,
} from '../documents/document.js';
import { pairOf } from '../documents/tree.js';
import type { Layer, SettingEntry } from '../settings/entry.js';
import { loadCatalogue, type Catalogue } from '../settings/catalogue.js';
import { flatten } from '../settings/flatten.js';
import { keyFacts } from '../settings/key-facts.js';
import { Settings } from '../settings/settings.js';
import { cloudRemotesOf } from './cloud.js';
import { Cluster, type ClusterFacts } from './cluster.js';
import { completeFacts, remoteInfoOf } from './dump.js';
import { factsWith, OperatorLink, operatorRemotes, operatorSettings } from './eck.js';
import { Link, type Use } from './link.js';
import { Node } from './node.js';
import { remoteOf, remotesIn, RemoteSettings, type Remote } from './remote.js';
import type { Subjects } from './rule.js';
import { SettingSubject } from './setting.js';
import { readKeyFiles, type NamedFiles } from './key-files.js';
import type { GivenPasswords } from './password.js';
import { sslContexts } from './ssl.js';

/** A cluster with the documents that belong to it; payloads stand in the order in which they are applied. */
export interface ClusterInput {
  readonly facts: ClusterFacts;
  readonly documents: readonly Document[];
  /** Passwords of key files and stores, by setting, that the manifest names. */
  readonly passwords?: GivenPasswords;
}

/** A link that the manifest lists. */
export interface LinkInput {
  readonly from: string;
  readonly alias: string;
  readonly to: string | undefined;
  readonly use: readonly Use[];
  readonly place: Place;
}

/** Everything that a topology is made of. */
export interface TopologyInput extends NamedFiles {
  readonly clusters: readonly ClusterInput[];
  readonly links: readonly LinkInput[];
  /** Read the files of settings also where no manifest declares the cluster. */
  readonly readsAll?: boolean;
}

class ClusterBuilder {
  readonly cluster: Cluster;
  readonly subjects: Subject<Subjects>[] = [];
  readonly #problems: Problem[] = [];

  constructor(
    readonly input: ClusterInput,
    readonly files: NamedFiles & Pick<TopologyInput, 'readsAll'>,
    readonly catalogue: Catalogue,
  ) {
    this.cluster = new Cluster(input.facts, input.passwords);
  }

  async build(): Promise<void> {
    for (const document of this.input.documents) {
      this.cluster.sources.push(document.source);
      this.subjects.push({ type: 'document', subject: document });
      this.note(document.problems);
      if (document.kind === 'elasticsearch-yml') this.node(document);
      else if (document.kind === 'keystore-list') this.keystore(document);
      else if (document.kind === 'pem') this.cluster.pems.push(document);
      else if (document.kind === 'store') this.cluster.stores.push(document);
      else if (document.kind === 'environment') this.cluster.environments.push(document);
      else if (document.kind === 'eck') document.resources.forEach((one) => this.resource(one));
      else if ('bodies' in document) for (const body of document.bodies) await this.body(body);
    }
    if (this.cluster.facts.declaredAt || this.files.readsAll) await this.readCertificates();
    for (const problem of this.#problems) this.subjects.push({ type: 'problem', subject: problem });
    for (const node of this.cluster.nodes) {
      this.remotes(node.settings, 'yml', node);
      for (const subject of sslContexts(node)) this.subjects.push({ type: 'tls', subject });
    }
    this.remotes(this.cluster.persistent, 'persistent');
    this.remotes(this.cluster.transient, 'transient');
    this.subjects.push({ type: 'cluster', subject: this.cluster });
  }

  /** One by one: a hostile file has more problems than a call may have arguments. */
  private note(problems: readonly Problem[]): void {
    for (const problem of problems) this.#problems.push(problem);
  }

  private keystore(document: KeystoreListDocument): void {
    const { cluster, catalogue } = this;
    cluster.keystores.push(document);
    for (const { name, ...place } of document.names)
      this.subjects.push({ type: 'keystoreEntry', subject: { name, place, cluster, catalogue } });
  }

  private settings(entries: readonly SettingEntry[], node?: Node): void {
    const { cluster, catalogue } = this;
    const factsOf = keyFacts(catalogue, cluster.versions.list);
    for (const entry of entries) {
      const subject = new SettingSubject(entry, cluster, node, catalogue, factsOf(entry.key));
      this.subjects.push({ type: 'setting', subject });
    }
  }

  private resource(resource: EckResource): void {
    const { cluster } = this;
    cluster.resources.push(resource);
    this.subjects.push({ type: 'resource', subject: { resource, cluster } });
    if (resource.keystore) this.keystore(resource.keystore);
    for (const document of resource.nodeSets) this.node(document, operatorSettings(resource));
  }

  /** @param above settings that are not in its file; weaker than those that are */
  private node(document: YmlDocument, above: readonly SettingEntry[] = []): void {
    const flat = document.tree && flatten(document.source, document.tree, 'yml');
    this.note(flat?.problems ?? []);
    const settings = new Settings([...above, ...(flat?.entries ?? [])]);
    const node = new Node(this.cluster, document, settings);
    this.cluster.nodes.push(node);
    this.subjects.push({ type: 'node', subject: node });
    this.settings(flat?.entries ?? [], node);
  }

  private async body(body: RequestBody): Promise<void> {
    if (body.kind === 'cloud-remote-clusters') this.cluster.cloudRemotes.push(cloudRemotesOf(body));
    // most runs read neither roles nor keys, whose validators are large
    if (body.kind === 'role') {
      const { rolesOf } = await import('./security-role.js');
      for (const role of rolesOf(body, this.cluster)) {
        this.cluster.roles.push(role);
        this.subjects.push({ type: 'role', subject: role });
      }
    }
    if (body.kind === 'cross-cluster-api-key' || body.kind === 'api-key-response') {
      const { apiKeyOf } = await import('./api-key.js');
      const key = await apiKeyOf(body, this.cluster);
      this.cluster.apiKeys.push(key);
      this.subjects.push({ type: 'apiKey', subject: key });
    }
    for (const [alias, info] of remoteInfoOf(body)) this.cluster.remoteInfo.set(alias, info);
    const isDump = body.kind === 'settings-dump';
    if ((body.kind !== 'cluster-settings' && !isDump) || body.tree?.kind !== 'mapping') return;
    for (const layer of ['persistent', 'transient'] as const) {
      const pair = pairOf(body.tree, layer);
      if (pair?.value.kind !== 'mapping') continue;
      const flat = flatten(body.source, pair.value, layer, [
        { source: body.source, mapping: body.tree, pair },
      ]);
      // what a cluster answers is what it has: only what it put aside is looked at
      if (isDump) {
        const subject = { cluster: this.cluster, entries: flat.entries };
        this.subjects.push({ type: 'settingsDump', subject });
      } else {
        this.note(flat.problems);
        this.settings(flat.entries);
        for (const entry of flat.entries.filter(({ value }) => value === null))
          this.cluster.deletions.push({ entry, before: this.cluster[layer].get(entry.key) });
      }
      this.cluster[layer] = this.cluster[layer].overlaid(flat.entries);
    }
  }

  private remotes(settings: Settings, layer: Layer, node?: Node): void {
    this.subjects.push({
      type: 'layer',
      subject: { settings, cluster: this.cluster, catalogue: this.catalogue },
    });
    const old = this.cluster.versions.allBelow('8.0');
    for (const remote of remotesIn(settings, old)) {
      this.subjects.push({ type: 'remote', subject: remoteOf(remote, layer, this.cluster, node) });
    }
  }

  private async readCertificates(): Promise<void> {
    for (const node of this.cluster.nodes)
      await readKeyFiles(node, this.files, (problems) => this.noteOnce(problems));
  }

  /** A file that several settings name has its problems once. */
  private noteOnce(problems: readonly Problem[]): void {
    this.note(problems.filter((problem) => !this.#problems.includes(problem)));
  }
}

/** Which clusters a name or address leads to. Only clusters that a manifest declares: chance must not link files. */
class AddressBook {
  readonly #clusters = new Map<string, Set<Cluster>>();

  constructor(clusters: readonly Cluster[]) {
    for (const cluster of clusters.filter((candidate) => candidate.facts.declaredAt)) {
      for (const address of cluster.names) {
        this.#clusters.set(address, (this.#clusters.get(address) ?? new Set()).add(cluster));
      }
    }
  }

  /** The only other cluster that the addresses lead to, if there is just one. */
  dialled(from: Cluster, settings: RemoteSettings): Cluster | undefined {
    if (!from.facts.declaredAt) return undefined;
    const texts = settings.addresses.flatMap(({ text, target }) =>
      target ? [text, target.host] : [],
    );
    const reached = new Set(
      texts.flatMap((text) => [...(this.#clusters.get(text.toLowerCase()) ?? [])]),
    );
    reached.delete(from);
    return reached.size === 1 ? [...reached][0] : undefined;
  }
}

/** The links of a cluster: one for each alias that any layer names. */
function linksOf(
  from: Cluster,
  remotes: readonly Remote[],
  clusters: readonly Cluster[],
  book: AddressBook,
  declared: readonly LinkInput[],
): Link[] {
  return [...new Set(remotes.map((remote) => remote.alias))].map((alias) => {
    const layers = remotes.filter((remote) => remote.alias === alias);
    const merged = new Map<string, SettingEntry>();
    for (const layer of ['yml', 'persistent', 'transient']) {
      // several nodes may have the alias in their files: the first speaks for all
      const remote = layers.find((candidate) => candidate.layer === layer);
      for (const [suffix, entry] of remote?.entries ?? []) merged.set(suffix, entry);
    }
    const settings = new RemoteSettings(alias, merged);
    const listed = declared.find((link) => link.from === from.name && link.alias === alias);
    const declaredTo = listed && clusters.find((cluster) => cluster.name === listed.to);
    const to = declaredTo ?? book.dialled(from, settings);
    return new Link(from, settings, layers, to, listed?.place, listed?.use ?? []);
  });
}

/** Groups documents into nodes, clusters and links; gives all that rules look at, in a stable order. */
export async function buildTopology(
  input: TopologyInput,
): Promise<{ clusters: Cluster[]; subjects: Subject<Subjects>[] }> {
  const catalogue = await loadCatalogue();
  const completed = input.clusters.map(async ({ facts, documents, ...rest }) => ({
    ...rest,
    facts: await completeFacts(await factsWith(facts, documents), documents),
    documents,
  }));
  const builders = (await Promise.all(completed)).map(
    (cluster) => new ClusterBuilder(cluster, input, catalogue),
  );
  for (const builder of builders) await builder.build();
  const clusters = builders.map((builder) => builder.cluster);
  const book = new AddressBook(clusters);
  for (const builder of builders) {
    const remotes = builder.subjects.flatMap((subject) =>
      subject.type === 'remote' ? [subject.subject] : [],
    );
    const links = linksOf(builder.cluster, remotes, clusters, book, input.links);
    builder.cluster.links.push(...links);
    for (const link of links) link.to?.incoming.push(link);
  }
  // only now: rules about a node look at the links that lead to it
  const subjects = builders.flatMap((builder) => builder.subjects);
  for (const remote of operatorRemotes(clusters)) {
    const { cluster } = remote.from;
    const listed = input.links.find(
      ({ from, alias }) => from === cluster.name && alias === remote.remote.name,
    );
    const to = (listed && clusters.find(({ name }) => name === listed.to)) ?? remote.to?.cluster;
    cluster.operatorLinks.push(new OperatorLink(remote, listed, to));
    subjects.push({ type: 'operatorRemote', subject: remote });
  }
  for (const { links, operatorLinks } of clusters) {
    for (const link of links) subjects.push({ type: 'link', subject: link });
    for (const link of [...links, ...operatorLinks])
      subjects.push({ type: 'anyLink', subject: link });
  }
  for (const link of input.links) {
    const from = clusters.find((cluster) => cluster.name === link.from);
    if (from) subjects.push({ type: 'listedLink', subject: { ...link, from } });
  }
  return { clusters, subjects };
}
