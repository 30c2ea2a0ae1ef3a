import type { Place } from '../core/text.js';
import type { SettingEntry } from '../settings/entry.js';
import type { CertificateFile } from './certificate.js';
import { hostKind, managedService, type DialledAddress, type HostPort } from './address.js';
import type { Cluster, Platform } from './cluster.js';
import { firstPort, hasOnePort, listenerOf } from './listener.js';
import type { Node } from './node.js';
import { modeOfSuffix, type Remote, type RemoteFault, type RemoteSettings } from './remote.js';

/** What a link is meant for. */
export type Use = 'search' | 'replication';

/** What all say, if there are any and they say the same. */
const agreed = (values: readonly (boolean | undefined)[]): boolean | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined;

/**
 * Whether a node itself is sure to answer at an address: one of its hosts, and the port that it tries first. On loopback
 * and with a range of ports another node of the machine may be meant.
 */
function answers(node: Node, { host, port }: HostPort): boolean {
  return (['transport', 'remote_cluster'] as const).some((name) => {
    const listener = listenerOf(node, name);
    if (!listener || firstPort(listener) !== port) return false;
    const local = hostKind(host) === 'loopback';
    const published = node.hosts(name, 'publish').hosts;
    return local
      ? hasOnePort(listener) && listener.hosts.some(({ kind }) => kind === 'loopback')
      : [...listener.hosts, ...published].some(({ text }) => text === host.toLowerCase());
  });
}

/** A link from one cluster to another: an alias with all its layers, and the other side where that is known. */
export class Link {
  constructor(
    readonly from: Cluster,
    /** The settings that hold: transient over persistent over elasticsearch.yml. */
    readonly settings: RemoteSettings,
    /** The alias in each layer that has it. */
    readonly layers: readonly Remote[],
    readonly to: Cluster | undefined,
    /** Where the manifest lists the link. */
    readonly declaredAt: Place | undefined,
    readonly use: readonly Use[],
  ) {}

  get alias(): string {
    return this.settings.alias;
  }

  get addresses(): readonly DialledAddress[] {
    return this.settings.addresses;
  }

  /** What it dials and under which name it asks for it: the same for links that lead to the same place. */
  get destination(): string | undefined {
    const dialled = this.addresses.map(({ text }) => text.toLowerCase()).sort();
    const name = this.settings.get('server_name')?.value ?? '';
    return dialled.length > 0 ? [this.settings.mode, name, ...dialled].join(' ') : undefined;
  }

  /** The credentials of this alias among the keystore's names. */
  get credentials(): Place | undefined {
    return this.from.credentials.get(this.alias);
  }

  /**
   * The security model: credentials in the keystore choose the API-key model, their absence the certificate model.
   * Without a keystore the cluster's own answer tells, if it is given; else it is not known.
   */
  get model(): 'api-key' | 'certificate' | undefined {
    if (this.from.keystores.length === 0) {
      const info = this.from.remoteInfo.get(this.alias);
      return info && (info.credentials ? 'api-key' : 'certificate');
    }
    return this.credentials ? 'api-key' : 'certificate';
  }

  /** The platform of the other side: declared, or recognised by the name that is dialled. */
  get platform(): Platform | undefined {
    const declared = this.to?.facts.platform;
    if (declared) return declared;
    const hosts = this.addresses.flatMap((address) => address.target?.host ?? []);
    return hosts.map(managedService).find((service) => service !== undefined);
  }

  /** The nodes of the other side that offer the remote cluster server interface. */
  get servers(): readonly Node[] {
    return this.to?.nodes.filter((node) => node.serverEnabled) ?? [];
  }

  /** Whether all of its own nodes, or none, dial with TLS in the API-key model; undefined where not known. */
  get clientTls(): boolean | undefined {
    return agreed(this.from.nodes.map((node) => node.tls('remote_cluster_client').enabled));
  }

  /** Whether all servers of the other side, or none, listen with TLS; undefined where not known. */
  get serverTls(): boolean | undefined {
    return agreed(this.servers.map((node) => node.tls('remote_cluster_server').enabled));
  }

  /** The port on which the other side answers the model that the link uses, where both are known. */
  get answeringPort(): number | undefined {
    const name = this.model === 'api-key' ? 'remote_cluster' : 'transport';
    const [listener] = this.to?.nodes.flatMap((node) => listenerOf(node, name) ?? []) ?? [];
    return this.model && listener && firstPort(listener);
  }

  /** Addresses that the other side's remote cluster server interface answers, by their ports. */
  get addressesOfServer(): readonly DialledAddress[] {
    return this.addresses.filter(
      ({ target }) =>
        target && this.servers.some((node) => node.listensOn('remote_cluster', target.port)),
    );
  }

  /** Whether it dials the other side's remote cluster server interface; undefined when the other side is not known. */
  get dialsServer(): boolean | undefined {
    const known =
      this.to &&
      this.to.nodes.length > 0 &&
      this.to.nodes.every((node) => node.serverEnabled !== undefined);
    return known ? this.addressesOfServer.length > 0 : undefined;
  }

  /** The model that the link is meant to use: what it dials tells, where the credentials are missing. */
  get intendedModel(): 'api-key' | 'certificate' | undefined {
    return this.dialsServer ? 'api-key' : this.model;
  }

  /** Another layer that has what a fault of a layer lacks: together they are valid, but each is checked alone. */
  curing(layer: Remote, { suffix, kind }: RemoteFault): Remote | undefined {
    const others = this.layers.filter((other) => other.layer !== layer.layer);
    if (kind === 'orphan') return others.find((other) => other.enabled);
    const required = modeOfSuffix[suffix];
    return layer.modeEntry
      ? undefined
      : others.find((other) => other.modeEntry && other.mode === required);
  }

  /**
   * The settings for sniff mode in a request that leaves the mode to another layer, where it is proxy: each layer is
   * valid alone, but a request is also tried on top of what is set already.
   */
  overruled(layer: Remote): readonly SettingEntry[] {
    const { mode, modeEntry } = this.settings;
    if (layer.layer === 'yml' || layer.modeEntry || !modeEntry || mode !== 'proxy') return [];
    const sniff = [...layer.entries].filter(([suffix]) => modeOfSuffix[suffix] === 'sniff');
    return sniff.map(([, entry]) => entry);
  }

  /** Addresses on which a node of the cluster that the link begins at answers itself. */
  get toItself(): readonly { readonly address: DialledAddress; readonly node: Node }[] {
    if (this.to && this.to !== this.from) return [];
    return this.addresses.flatMap((address) => {
      const { target } = address;
      const node = target && this.from.nodes.find((one) => answers(one, target));
      return node ? [{ address, node }] : [];
    });
  }

  /** Where a finding about the link as a whole points. */
  get place(): SettingEntry {
    return this.settings.anyEntry;
  }

  /** Whether some address leads to another machine. */
  get leavesTheMachine(): boolean {
    return this.addresses.some(({ target }) => target && hostKind(target.host) !== 'loopback');
  }

  /** The settings that name the certificate that requests are signed with: a file of it, or a store. */
  private get signingKeys(): readonly string[] {
    const prefix = `cluster.remote.${this.alias}.signing`;
    return [`${prefix}.certificate`, `${prefix}.keystore.path`];
  }

  /** What the local side signs requests with, and what follows it in the file: of the first node that has it. */
  get signingChain(): readonly CertificateFile[] {
    const material = this.from.nodes.flatMap((node) =>
      this.signingKeys.flatMap((key) => node.files.get(key) ?? []),
    );
    return material.find((one) => one.complete)?.certificates ?? [];
  }

  /** The certificate that the local side signs requests with, from each node that has one. */
  get signingCertificates(): readonly CertificateFile[] {
    return this.from.nodes.flatMap((node) => node.certificates(...this.signingKeys).slice(0, 1));
  }
}
