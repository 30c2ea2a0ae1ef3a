import { defineRule } from '../../src/topology/rule.js';

const key = 'xpack.security.enabled';

export default defineRule({
  id: 'security/disabled',
  severity: 'warning',
  summary: 'security switched off on a node that others can reach',
  messages: {
    reachable: {
      text: 'security is off, and {what} is reachable from other hosts by {setting}',
      why: 'Everybody who reaches the node can read, change and delete everything.',
      advice: 'Remove xpack.security.enabled: false and set up TLS and users, or bind to loopback.',
    },
    linked: {
      text: 'security is off on a node that takes part in the remote link {alias}',
      why: 'The other cluster trusts or serves a cluster in which everybody may do everything.',
      advice: 'Remove xpack.security.enabled: false and set up TLS and users on both sides.',
    },
  },
  links: ['https://www.elastic.co/docs/deploy-manage/security'],
  on: {
    node(node, { report }) {
      const { settings, cluster } = node;
      const entry = settings.get(key);
      if (!entry || settings.flag(key) !== false || cluster.managed) return;
      const link = cluster.links.find((one) => one.settings.enabled) ?? cluster.incoming[0];
      for (const name of ['http', 'transport'] as const) {
        const { hosts, entry: host, unknown } = node.hosts(name, 'bind');
        if (!host || unknown || hosts.every(({ kind }) => kind === 'loopback')) continue;
        report({
          ...entry.valuePlace,
          message: 'reachable',
          data: {
            what: name === 'http' ? 'the HTTP interface' : 'the transport interface',
            setting: host.key,
          },
          setting: entry,
          related: [{ ...host.valuePlace, message: `${host.key} is set here` }],
        });
        return;
      }
      if (link)
        report({
          ...entry.valuePlace,
          message: 'linked',
          data: { alias: link.alias },
          setting: entry,
          related: [{ ...link.place.keyPlace, message: `alias ${link.alias} is set here` }],
        });
    },
  },
});
