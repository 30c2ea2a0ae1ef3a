import type { SettingEntry } from '../settings/entry.js';

/** The setting with a name below some prefix. */
export type Lookup = (name: string) => SettingEntry | undefined;

/** A setting without the one that belongs to it. */
export interface Half {
  readonly entry: SettingEntry;
  readonly missing: 'certificate' | 'key';
}

const files = [
  ['certificate', 'keystore.path'],
  ['key', 'keystore.path'],
  ['certificate_authorities', 'truststore.path'],
] as const;

/** Pairs of settings that both say where the same thing is: PEM files and a store. */
export const clashes = (get: Lookup): [pem: SettingEntry, store: SettingEntry][] =>
  files.flatMap(([one, other]) => {
    const [pem, store] = [get(one), get(other)];
    return pem && store ? [[pem, store] as [SettingEntry, SettingEntry]] : [];
  });

/** The certificate that is set without a key, or the key without a certificate. */
export function halfOf(get: Lookup): Half | undefined {
  const [certificate, key] = [get('certificate'), get('key')];
  if (certificate && !key) return { entry: certificate, missing: 'key' };
  return key && !certificate ? { entry: key, missing: 'certificate' } : undefined;
}
