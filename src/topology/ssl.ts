import type { SettingEntry } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';

const contextKey =
  /^((?:xpack\.security\.(?:transport|http|remote_cluster_server|remote_cluster_client|authc\.realms\.[^.]+\.[^.]+)|transport\.profiles\.[^.]+\.xpack\.security|xpack\.http|xpack\.monitoring\.exporters\.[^.]+|reindex)\.ssl)\.(.+)$/;

/** The settings of one use of TLS, `xpack.security.http.ssl` for instance. */
export class SslContext {
  readonly entries = new Map<string, SettingEntry>();

  constructor(readonly prefix: string) {}

  /** The setting with this name under the prefix. */
  get(name: string): SettingEntry | undefined {
    return this.entries.get(name);
  }

  /** Whether one of the listeners uses it, so that it needs a key. */
  get isServer(): boolean {
    return /^xpack\.security\.(?:transport|http|remote_cluster_server)\.ssl$/.test(this.prefix);
  }
}

/** The uses of TLS that the settings speak of, in the order of the file. */
export function sslContexts(settings: Settings): SslContext[] {
  const contexts = new Map<string, SslContext>();
  for (const entry of settings) {
    const [, prefix, name] = contextKey.exec(entry.key) ?? [];
    if (prefix === undefined || entry.value === null) continue;
    const context = contexts.get(prefix) ?? new SslContext(prefix);
    contexts.set(prefix, context);
    context.entries.set(name!, entry);
  }
  return [...contexts.values()];
}
