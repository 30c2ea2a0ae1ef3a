import { textValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

const listeners = ['xpack.security.transport.ssl', 'xpack.security.http.ssl'];

export default defineRule({
  id: 'security/tls-no-key-material',
  severity: 'error',
  summary: 'TLS of transport or HTTP is on and has no certificate and key',
  messages: {
    none: {
      text: '{prefix}.enabled is true, but no certificate and key are set for it',
      why: 'A listener needs them: the node does not start.',
      advice: 'Set {prefix}.certificate and {prefix}.key, or {prefix}.keystore.path.',
    },
    old: {
      severity: 'warning',
      text: '{prefix}.enabled is true, but no certificate and key are set for it',
      why: 'The node starts, but no connection succeeds; from 8.0 on it does not start.',
      advice: 'Set {prefix}.certificate and {prefix}.key, or {prefix}.keystore.path.',
    },
  },
  evidence: [
    {
      message:
        'invalid SSL configuration for xpack.security.transport.ssl - server ssl configuration requires a key and certificate, but these have not been configured; you must set either [xpack.security.transport.ssl.keystore.path], or both [xpack.security.transport.ssl.key] and [xpack.security.transport.ssl.certificate]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings',
  ],
  on: {
    tls(context, { report }) {
      const { prefix, cluster } = context;
      const enabled = context.get('enabled');
      if (cluster.managed || !listeners.includes(prefix) || textValue(enabled) !== 'true') return;
      // security/tls-keys-exclusive speaks of one half without the other
      if (['keystore.path', 'certificate', 'key'].some((name) => context.get(name))) return;
      const message = cluster.versions.allBelow('8.0') ? 'old' : 'none';
      report({ ...enabled!.valuePlace, message, data: { prefix }, setting: enabled! });
    },
  },
});
