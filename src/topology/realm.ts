import type { SettingEntry } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';

const realmKey = /^xpack\.security\.authc\.realms\.([^.]+)\.([^.]+)\.(.+)$/;

/** The types that a realm can have. */
export const realmTypes: readonly string[] = [
  ...['file', 'native', 'ldap', 'active_directory', 'pki', 'saml', 'kerberos', 'oidc', 'jwt'],
];

/** A configured authentication realm. */
export interface Realm {
  readonly type: string;
  readonly name: string;
  /** `<type>.<name>`, as it stands in setting keys. */
  readonly id: string;
  /** The first of its settings in the file. */
  readonly first: SettingEntry;
  readonly order: SettingEntry | undefined;
}

/** The realms that the settings configure and do not switch off, in the order of the file. */
export function realmsOf(settings: Settings): Realm[] {
  const realms = new Map<string, Realm>();
  for (const entry of settings) {
    const [, type, name] = realmKey.exec(entry.key) ?? [];
    if (type === undefined || name === undefined || !realmTypes.includes(type)) continue;
    const id = `${type}.${name}`;
    // a placeholder may switch it off, too
    const enabled = settings.get(`xpack.security.authc.realms.${id}.enabled`);
    if (enabled && settings.flag(enabled.key) !== true) continue;
    const order = settings.get(`xpack.security.authc.realms.${id}.order`);
    if (!realms.has(id)) realms.set(id, { type, name, id, first: entry, order });
  }
  return [...realms.values()];
}
