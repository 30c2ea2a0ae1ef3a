import type { SettingEntry } from '../../src/settings/entry.js';
import { clashes, halfOf } from '../../src/topology/key-settings.js';
import { defineRule } from '../../src/topology/rule.js';

/** A password in the file and the secure setting of the same matter. */
const passwords = [
  ['key_passphrase', 'secure_key_passphrase'],
  ['keystore.password', 'keystore.secure_password'],
  ['keystore.key_password', 'keystore.secure_key_password'],
  ['truststore.password', 'truststore.secure_password'],
] as const;

export default defineRule({
  id: 'security/tls-keys-exclusive',
  severity: 'error',
  summary: 'TLS settings that exclude each other, or one half of a certificate and its key',
  messages: {
    both: {
      text: '{one} and {other} are both set',
      why: 'Each says where the same thing is: the node does not start.',
      advice: 'Keep one of them.',
    },
    half: {
      text: '{one} is set without {other}',
      why: 'A certificate and its key go together: the node does not start.',
      advice: 'Set {other}, too, or remove {one}.',
    },
    passwords: {
      text: '{one} is set in the file, and {other} in the keystore',
      why: 'Each is the password of the same thing: the node does not start.',
      advice: 'Remove {one} from elasticsearch.yml.',
    },
  },
  evidence: [
    {
      message:
        'failed to load SSL configuration [xpack.security.transport.ssl] - cannot specify both [certificate] and [keystore.path]',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'failed to load SSL configuration [xpack.security.remote_cluster_client.ssl] - cannot specify both [certificate_authorities] and [truststore.path]',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'failed to load SSL configuration [xpack.security.http.ssl] - cannot specify [certificate] without also setting [key]',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'failed to load SSL configuration [xpack.security.transport.ssl] - cannot specify both [keystore.secure_password] and [keystore.password]',
      versions: '8.0.0, 8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings',
  ],
  on: {
    tls(context, { report }) {
      if (context.cluster.managed) return;
      const { prefix } = context;
      const get = (name: string): SettingEntry | undefined => context.get(name);
      for (const [first, second] of clashes(get)) {
        // of a key without certificate the other half is said
        if (first === get('key')) continue;
        report({
          ...second.keyPlace,
          message: 'both',
          data: { one: first.key, other: second.key },
          setting: second,
          related: [{ ...first.keyPlace, message: `${first.key} is set here` }],
        });
      }
      const half = halfOf(get);
      const isClash = half?.missing === 'key' && get('keystore.path');
      // remote/server-no-certificate says it of the remote cluster server
      if (half && !isClash && prefix !== 'xpack.security.remote_cluster_server.ssl') {
        const { entry, missing } = half;
        const data = { one: entry.key, other: `${prefix}.${missing}` };
        report({ ...entry.keyPlace, message: 'half', data, setting: entry });
      }
      for (const [plain, secure] of passwords) {
        // 7.17 takes the secure one
        if (context.cluster.versions.allBelow('8.0')) break;
        const entry = context.get(plain);
        const stored = context.stored.find(({ name }) => name === `${prefix}.${secure}`);
        if (!entry || !stored) continue;
        const related = [{ ...stored, message: `${prefix}.${secure} is here` }];
        report({
          ...entry.keyPlace,
          message: 'passwords',
          data: { one: entry.key, other: `${prefix}.${secure}` },
          setting: entry,
          related,
        });
      }
    },
  },
});
