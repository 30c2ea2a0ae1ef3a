import { defineRule } from '../../src/topology/rule.js';

const ssl = 'xpack.security.http.ssl';

export default defineRule({
  id: 'security/http-plain-text',
  severity: 'warning',
  confidence: 'likely',
  summary: 'security without TLS for HTTP, on a node that others can reach',
  messages: {
    found: {
      text: 'security is on and HTTP is reachable from other hosts by {host}, but without TLS',
      why: 'Passwords and API keys cross the network in plain text, unless a proxy on this machine ends TLS.',
      advice: 'Set {ssl}.enabled: true with a certificate and key, or bind HTTP to loopback.',
    },
  },
  links: ['https://www.elastic.co/docs/deploy-manage/security/set-up-basic-security-plus-https'],
  on: {
    node(node, { report }) {
      const { settings, cluster } = node;
      const enabled = settings.get('xpack.security.enabled');
      const tls = settings.get(`${ssl}.enabled`);
      const { entry, hosts, unknown } = node.hosts('http', 'bind');
      if (
        !enabled ||
        settings.flag('xpack.security.enabled') !== true ||
        cluster.managed ||
        unknown ||
        !entry
      )
        return;
      const off = tls
        ? settings.flag(`${ssl}.enabled`) === false
        : settings.withPrefix(`${ssl}.`).length === 0;
      if (!off || hosts.every(({ kind }) => kind === 'loopback')) return;
      const place = tls ?? enabled;
      report({
        ...place.valuePlace,
        message: 'found',
        data: { host: entry.key, ssl },
        setting: place,
        related: [{ ...entry.valuePlace, message: `${entry.key} is set here` }],
      });
    },
  },
});
