import type { Place } from '../core/text.js';
import type { SettingEntry } from '../settings/entry.js';
import type { CertificateFile } from './certificate.js';
import { hostKind, managedService, type DialledAddress } from './address.js';
import type { Cluster, Platform } from './cluster.js';
import type { Node } from './node.js';
import type { Remote, RemoteSettings } from './remote.js';

/** What a link is meant for. */
export type Use = 'search' | 'replication';

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

  /** Where a finding about the link as a whole points. */
  get place(): SettingEntry {
    return this.settings.anyEntry;
  }

  /** Whether some address leads to another machine. */
  get leavesTheMachine(): boolean {
    return this.addresses.some(({ target }) => target && hostKind(target.host) !== 'loopback');
  }

  /** The certificate that the local side signs requests with, from each node that has one. */
  get signingCertificates(): readonly CertificateFile[] {
    const key = `cluster.remote.${this.alias}.signing.certificate`;
    return this.from.nodes.flatMap((node) => node.files.get(key)?.slice(0, 1) ?? []);
  }
}
