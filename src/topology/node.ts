import type { Place, SourceText } from '../core/text.js';
import type {
  EnvironmentDocument,
  KeystoreListDocument,
  YmlDocument,
} from '../documents/document.js';
import { listValue, textValue, type SettingEntry } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';
import { hostKind, type HostKind } from './address.js';
import type { CertificateFile, KeyMaterial } from './certificate.js';
import type { Cluster } from './cluster.js';
import { parsePorts } from './port.js';
import { isPubliclyTrusted, trustsAnyPublic } from './public-roots.js';
import type { TrustRestrictions } from './trust-restrictions.js';
import { EffectiveTls, type TlsUse } from './tls-defaults.js';

/** The hosts that an interface binds to or publishes, after the whole fallback chain. */
export interface EffectiveHosts {
  /** The setting that decides; undefined when nothing is set and the default `_local_` holds. */
  readonly entry: SettingEntry | undefined;
  readonly hosts: readonly {
    readonly text: string;
    readonly kind: HostKind;
    readonly place?: Place;
  }[];
  /** Some value is a placeholder: the hosts are not known. */
  readonly unknown: boolean;
}

/** The three interfaces of a node, with the settings that each falls back to, strongest first. */
const chains = {
  remote_cluster: {
    bind: [
      'remote_cluster.bind_host',
      'remote_cluster.host',
      'transport.bind_host',
      'transport.host',
      'network.bind_host',
      'network.host',
    ],
    // transport.publish_host is not among them (RemoteClusterPortSettings)
    publish: [
      'remote_cluster.publish_host',
      'remote_cluster.host',
      'transport.bind_host',
      'transport.host',
      'network.publish_host',
      'network.host',
    ],
  },
  transport: {
    bind: ['transport.bind_host', 'transport.host', 'network.bind_host', 'network.host'],
    publish: ['transport.publish_host', 'transport.host', 'network.publish_host', 'network.host'],
  },
  http: {
    bind: ['http.bind_host', 'http.host', 'network.bind_host', 'network.host'],
    publish: ['http.publish_host', 'http.host', 'network.publish_host', 'network.host'],
  },
} as const;

export type Interface = keyof typeof chains;

const defaultPorts: Record<Interface, string> = {
  remote_cluster: '9443',
  transport: '9300-9399',
  http: '9200-9300',
};

const serverKeys = ['certificate', 'keystore.path'].map(
  (name) => `xpack.security.remote_cluster_server.ssl.${name}`,
);
/** The certificates that other clusters look at. */
const shownKey =
  /^xpack\.security\.(?:transport|remote_cluster_server)\.ssl\.(?:certificate|keystore\.path)$/;

/** Whether a file lies in the folder of another one, or deeper. */
const isAtOrBelow = (path: string, other: string): boolean =>
  path.startsWith(other.slice(0, other.lastIndexOf('/') + 1));

/** One node: its elasticsearch.yml, in the cluster it belongs to. */
export class Node {
  /** Key material that its settings name and that could be read, by setting key. */
  readonly files = new Map<string, KeyMaterial>();
  /** The files of trust restrictions that its settings name, likewise. */
  readonly restrictions = new Map<string, TrustRestrictions>();
  /** Whether the certificate that a setting names leads to a public CA, for those that could be read. */
  readonly publicChains = new Map<string, boolean>();
  /** Whether its CAs for API-key links hold a public one; undefined when they are not set or could not be read. */
  clientTrustsPublic: boolean | undefined;
  readonly #hosts = new Map<string, EffectiveHosts>();

  constructor(
    readonly cluster: Cluster,
    readonly document: YmlDocument,
    readonly settings: Settings,
  ) {}

  /** `node.name`, else the path of its file, with the part of it that is meant. */
  get name(): string {
    const { source, part } = this.document;
    const file = part ? `${source.path} (${part})` : source.path;
    return textValue(this.settings.get('node.name')) ?? file;
  }

  /** The environment files that are given of it: those in its folder or above, and those that are so of no node. */
  get environments(): readonly EnvironmentDocument[] {
    const { environments, nodes } = this.cluster;
    return environments.filter(
      ({ source }) =>
        isAtOrBelow(this.document.source.path, source.path) ||
        !nodes.some(({ document }) => isAtOrBelow(document.source.path, source.path)),
    );
  }

  /** The keystores that are given of it: those in its folder, else all that lie in the folder of no other node. */
  get keystores(): readonly KeystoreListDocument[] {
    const { keystores, nodes } = this.cluster;
    const folder = ({ source }: { readonly source: SourceText }): string =>
      source.path.slice(0, source.path.lastIndexOf('/') + 1);
    const own = keystores.filter((keystore) => folder(keystore) === folder(this.document));
    if (own.length > 0) return own;
    return keystores.filter(
      (keystore) => !nodes.some(({ document }) => folder(document) === folder(keystore)),
    );
  }

  /** Whether this node offers the remote cluster server interface; undefined when a placeholder decides. */
  get serverEnabled(): boolean | undefined {
    const entry = this.settings.get('remote_cluster_server.enabled');
    return entry?.unknown
      ? undefined
      : this.settings.flag('remote_cluster_server.enabled') === true;
  }

  /** Whether security is on: it is unless it is switched off; undefined when a placeholder decides. */
  get securityEnabled(): boolean | undefined {
    const entry = this.settings.get('xpack.security.enabled');
    return entry?.unknown ? undefined : this.settings.flag('xpack.security.enabled') !== false;
  }

  /** What holds for a setting that requests can change, too: transient over persistent over the file. */
  effective(key: string): SettingEntry | undefined {
    const { transient, persistent } = this.cluster;
    return transient.get(key) ?? persistent.get(key) ?? this.settings.get(key);
  }

  /** A use of TLS as it holds on this node. */
  tls(use: TlsUse): EffectiveTls {
    return new EffectiveTls(this.settings, use);
  }

  /** The certificate that its remote cluster server presents, with what follows it in the file. */
  get serverChain(): readonly CertificateFile[] {
    return this.certificates(...serverKeys);
  }

  /** Whether the certificate of its remote cluster server leads to a public CA; undefined when it could not be read. */
  get serverIsPublic(): boolean | undefined {
    return serverKeys.map((key) => this.publicChains.get(key)).find((known) => known !== undefined);
  }

  /** The CAs that it trusts on API-key links, as far as they could be read. */
  get clientAuthorities(): readonly CertificateFile[] {
    const prefix = 'xpack.security.remote_cluster_client.ssl';
    return this.certificates(`${prefix}.certificate_authorities`, `${prefix}.truststore.path`);
  }

  /** The certificates in the files that the first of some settings names, as far as they could be read. */
  certificates(...keys: readonly string[]): readonly CertificateFile[] {
    return keys.flatMap((key) => this.files.get(key) ?? [])[0]?.certificates ?? [];
  }

  /** Finds out which of its certificates lead to public authorities; once, after its files have been read. */
  async lookForPublic(): Promise<void> {
    for (const [key, { certificates }] of this.files) {
      if (!shownKey.test(key) || certificates.length === 0) continue;
      this.publicChains.set(key, await isPubliclyTrusted(certificates.map(({ x509 }) => x509)));
    }
    this.clientTrustsPublic = await trustsAnyPublic(this.clientAuthorities);
  }

  /** The explicit `node.roles`; undefined when not set (all roles) or not known. */
  get roles(): { readonly entry: SettingEntry; readonly names: readonly string[] } | undefined {
    const entry = this.settings.get('node.roles');
    return entry && !entry.unknown
      ? { entry, names: listValue(entry).map((item) => item.text) }
      : undefined;
  }

  /** Where an interface listens, or what it tells others to dial. */
  hosts(name: Interface, what: 'bind' | 'publish'): EffectiveHosts {
    const asked = `${name} ${what}`;
    const known = this.#hosts.get(asked) ?? this.#findHosts(name, what);
    this.#hosts.set(asked, known);
    return known;
  }

  #findHosts(name: Interface, what: 'bind' | 'publish'): EffectiveHosts {
    const entry = this.settings.first(...chains[name][what]);
    if (!entry) return { entry, hosts: [{ text: '_local_', kind: 'loopback' }], unknown: false };
    const hosts = listValue(entry).map((item) => ({
      text: item.text,
      kind: hostKind(item.text),
      place: item,
    }));
    return { entry, hosts, unknown: entry.unknown };
  }

  /**
   * Whether the bootstrap checks stop this node: its transport is bound to or publishes more than loopback, and it is no
   * single node. Undefined when a placeholder or a host name, which may be anything, decides.
   */
  get production(): boolean | undefined {
    const type = this.settings.get('discovery.type');
    if (type?.unknown) return undefined;
    if (textValue(type) === 'single-node') return false;
    const sides = (['bind', 'publish'] as const).map((what) => this.hosts('transport', what));
    const kinds = sides.flatMap(({ hosts, unknown }) =>
      unknown ? [] : hosts.map(({ kind }) => kind),
    );
    if (kinds.some((kind) => kind !== 'loopback' && kind !== 'name')) return true;
    return kinds.includes('name') || sides.some(({ unknown }) => unknown) ? undefined : false;
  }

  /** The port an interface listens on, as text (it may be a range); undefined when not known. */
  port(
    name: Interface,
  ): { readonly text: string; readonly entry: SettingEntry | undefined } | undefined {
    const entry = this.settings.get(`${name}.port`);
    if (entry?.unknown) return undefined;
    return { text: textValue(entry) ?? defaultPorts[name], entry };
  }

  /** Whether a port number is one that the interface may listen on. */
  listensOn(name: Interface, port: number): boolean {
    const ranges = parsePorts(this.port(name)?.text ?? '') ?? [];
    return ranges.some(({ from, to }) => port >= from && port <= to);
  }
}
