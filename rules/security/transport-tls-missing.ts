import { listValue, textValue } from '../../src/settings/entry.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

const ssl = 'xpack.security.transport.ssl';

/** Whether a new node with this file would not add a security configuration of its own: it joins others. */
function joinsOthers({ settings }: Node): boolean {
  const initial = settings.get('cluster.initial_master_nodes');
  const names = initial ? listValue(initial).map(({ text }) => text) : [];
  const own = textValue(settings.get('node.name'));
  const alone = own !== undefined && names.length === 1 && names[0] === own;
  return (
    settings.first('discovery.seed_hosts', 'discovery.seed_providers') !== undefined ||
    (names.length > 0 && own !== undefined && !alone)
  );
}

export default defineRule({
  id: 'security/transport-tls-missing',
  severity: 'error',
  summary: 'security without TLS between the nodes, on a node that others can reach',
  messages: {
    unset: {
      text: 'security is on, but TLS between the nodes ({ssl}.enabled) is not',
      why: 'With transport beyond loopback a bootstrap check asks for it: the node does not start.',
      advice: 'Set {ssl}.enabled: true with a certificate and key.',
    },
    byDefault: {
      text: 'security is on by default, but TLS between the nodes ({ssl}.enabled) is not',
      why: 'A node that joins others does not configure itself, and a bootstrap check stops it at start.',
      advice:
        'Set {ssl}.enabled: true with a certificate and key; or, where everybody may do everything, xpack.security.enabled: false.',
    },
    restart: {
      severity: 'warning',
      text: 'security is on, but TLS between the nodes ({ssl}.enabled) is not',
      why: 'With a basic license in the cluster state a bootstrap check stops the node: not at its first start, but at the next.',
      advice: 'Set {ssl}.enabled: true with a certificate and key.',
    },
  },
  evidence: [
    {
      message:
        'Transport SSL must be enabled if security is enabled. Please set [xpack.security.transport.ssl.enabled] to [true] or disable security by setting [xpack.security.enabled] to [false]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/deploy/self-managed/bootstrap-checks'],
  on: {
    node(node, { report }) {
      const { settings, cluster } = node;
      const [enabled, tls] = [
        settings.get('xpack.security.enabled'),
        settings.get(`${ssl}.enabled`),
      ];
      if (
        !node.production ||
        cluster.managed ||
        enabled?.unknown ||
        tls?.unknown ||
        settings.flag(`${ssl}.enabled`) === true
      )
        return;
      const old = cluster.versions.someBelow('8.0');
      const on = settings.flag('xpack.security.enabled');
      const known =
        on === true || (enabled === undefined && !old && (tls !== undefined || joinsOthers(node)));
      // what security/tls-enabled-unset says comes first
      const keys = settings.withPrefix(`${ssl}.`).length > 0;
      if (!known || (keys && !tls)) return;
      // a trial needs none, other licenses are installed by hand
      if (old && settings.get('xpack.license.self_generated.type')) return;
      const entry =
        tls ??
        enabled ??
        node.hosts('transport', 'bind').entry ??
        node.hosts('transport', 'publish').entry;
      if (!entry) return;
      const message = old ? 'restart' : on ? 'unset' : 'byDefault';
      report({ ...entry.valuePlace, message, data: { ssl }, setting: entry });
    },
  },
});
