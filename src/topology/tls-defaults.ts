import { textValue, type SettingEntry } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';

/** The uses of TLS that a node has by itself, not through a realm or an exporter. */
export const tlsUses = [
  'transport',
  'http',
  'remote_cluster_server',
  'remote_cluster_client',
] as const;
export type TlsUse = (typeof tlsUses)[number];

/** What holds where `enabled` is not set (XPackSettings): only the remote cluster interfaces are on by themselves. */
const onByDefault: Readonly<Record<TlsUse, boolean>> = {
  transport: false,
  http: false,
  remote_cluster_server: true,
  remote_cluster_client: true,
};

/** One use of TLS as it holds on a node: what is set, and the defaults for what is not. */
export class EffectiveTls {
  constructor(
    readonly settings: Settings,
    readonly use: TlsUse,
  ) {}

  get prefix(): string {
    return `xpack.security.${this.use}.ssl`;
  }

  /** The setting with this name under the prefix. */
  get(name: string): SettingEntry | undefined {
    return this.settings.get(`${this.prefix}.${name}`);
  }

  /** Whether it is on; undefined where a placeholder or a wrong word decides. */
  get enabled(): boolean | undefined {
    return this.get('enabled')
      ? this.settings.flag(`${this.prefix}.enabled`)
      : onByDefault[this.use];
  }

  /** `full` unless set; undefined where a placeholder decides. */
  get verification(): string | undefined {
    const entry = this.get('verification_mode');
    return entry ? textValue(entry)?.toLowerCase() : 'full';
  }

  /** Whether a listener asks its clients for a certificate: transport does unless told otherwise. */
  get asksClients(): boolean | undefined {
    const entry = this.get('client_authentication');
    if (!entry) return this.use === 'transport';
    const text = textValue(entry)?.toLowerCase();
    return text === undefined ? undefined : text !== 'none';
  }

  /** The setting that names the authorities it trusts. */
  get trust(): SettingEntry | undefined {
    return this.get('certificate_authorities') ?? this.get('truststore.path');
  }

  /**
   * Whether only the public authorities of the JVM are trusted: neither authorities nor a truststore nor a keystore,
   * whose chain would count, are set. False also where that is not known or nothing is verified.
   */
  get trustsOnlyPublic(): boolean {
    if (this.trust || this.get('keystore.path') || this.get('enabled')?.unknown) return false;
    const { verification } = this;
    return this.enabled !== false && verification !== undefined && verification !== 'none';
  }
}
