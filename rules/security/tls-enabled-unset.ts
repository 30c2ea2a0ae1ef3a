import type { Fix } from '../../src/core/index.js';
import { insertAfter } from '../../src/documents/edit.js';
import type { SslContext } from '../../src/topology/ssl.js';
import { defineRule } from '../../src/topology/rule.js';
import { besides } from './_shared.js';

const listeners = ['xpack.security.transport.ssl', 'xpack.security.http.ssl'];

/** `enabled: true` beside the first setting of the group, where the key that it then needs is there. */
function fixFor(context: SslContext): Fix | undefined {
  const complete =
    context.get('keystore.path') ?? (context.get('certificate') && context.get('key'));
  for (const entry of context.entries.values()) {
    const key = besides(entry, `${context.prefix}.enabled`);
    if (!complete || key === undefined) continue;
    return {
      safe: true,
      title: `set ${context.prefix}.enabled: true`,
      edits: [insertAfter(entry.spots.at(-1)!, [[key, true]])],
    };
  }
  return undefined;
}

export default defineRule({
  id: 'security/tls-enabled-unset',
  severity: 'error',
  summary: 'TLS settings of transport or HTTP without the setting that switches TLS on or off',
  messages: {
    refused: {
      text: '{prefix} is configured, but {prefix}.enabled is not set',
      why: 'TLS is off by default, and Elasticsearch does not guess what is meant: the node does not start.',
      advice: 'Set {prefix}.enabled: true, or remove the settings.',
    },
    ignored: {
      severity: 'warning',
      text: '{prefix} is configured, but {prefix}.enabled is not set, so TLS is off',
      why: 'The settings do nothing, and from 8.0 on the node does not start.',
      advice: 'Set {prefix}.enabled: true, or remove the settings.',
    },
    keystore: {
      text: '{name} is in the keystore, but {prefix}.enabled is not set',
      why: 'A secure setting counts as configuration, too: the node does not start.',
      advice: 'Set {prefix}.enabled, or remove {name} from the keystore.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message:
        'invalid configuration for xpack.security.transport.ssl - [xpack.security.transport.ssl.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [xpack.security.transport.ssl.certificate,xpack.security.transport.ssl.key]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings',
  ],
  on: {
    tls(context, { report }) {
      const { prefix, entries, stored, cluster } = context;
      if (cluster.managed || !listeners.includes(prefix) || context.get('enabled')) return;
      const message = cluster.versions.allBelow('8.0') ? 'ignored' : 'refused';
      const [first] = entries.values();
      const [secure] = stored;
      if (first) {
        // where TLS is silently off, switching it on would change what works
        const fix = message === 'refused' ? fixFor(context) : undefined;
        report({ ...first.keyPlace, message, data: { prefix }, setting: first, fix });
      } else if (secure && message === 'refused') {
        const { source, range, name } = secure;
        report({ source, range, message: 'keystore', data: { prefix, name } });
      }
    },
  },
});
