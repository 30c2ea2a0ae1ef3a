import { hostKind, isBalancerName } from '../../src/topology/address.js';
import type { Link } from '../../src/topology/link.js';
import type { EffectiveHosts } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

/** What the dialled side tells others to connect to, node by node, where all of it is known and private. */
function privateHosts(link: Link): readonly EffectiveHosts[] {
  const name = link.dialsServer ? 'remote_cluster' : 'transport';
  const published = link.to?.nodes.map((node) => node.hosts(name, 'publish')) ?? [];
  const closed = published.every(
    ({ unknown, hosts }) => !unknown && hosts.every(({ kind }) => kind === 'private'),
  );
  return closed ? published : [];
}

export default defineRule({
  id: 'remote/sniff-behind-nat',
  severity: 'warning',
  summary: 'sniff mode towards nodes that publish addresses which cannot be reached from here',
  messages: {
    published: {
      text: 'sniff mode dials {address}, but the nodes of {to} publish {published}',
      why: 'Sniff mode connects to the seed once, asks it for the nodes, and then to what those publish: private addresses behind the public one. Bites: at the first connect.',
      advice:
        'Use proxy mode: mode: proxy, proxy_address: {address}; or publish addresses that can be reached from here.',
    },
    balancer: {
      confidence: 'likely',
      text: 'sniff mode dials {address}, which looks like a load balancer or an ingress',
      why: 'Sniff mode connects to the seed once, asks it for the nodes, and then to what those publish, past the load balancer. Bites: at the first connect, where those addresses cannot be reached.',
      advice: 'Use proxy mode: mode: proxy, proxy_address: {address}',
    },
  },
  evidence: [{ message: 'node_disconnected_exception', versions: '8.19.21, 9.5.3' }],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-self-managed'],
  on: {
    link(link, { report }) {
      const { settings, platform } = link;
      if (settings.mode !== 'sniff' || !settings.enabled || settings.get('proxy')) return;
      // remote/sniff-to-managed speaks of those
      if (platform && platform !== 'self-managed') return;
      const published = privateHosts(link);
      const hosts = published.flatMap((one) => one.hosts.map((host) => host.text));
      for (const { text, target, source, range } of link.addresses) {
        if (!target) continue;
        const isNat = hostKind(target.host) === 'address' && published.length > 0;
        if (!isNat && !isBalancerName(target.host)) continue;
        report({
          source,
          range,
          message: isNat ? 'published' : 'balancer',
          data: { address: text, to: link.to?.name ?? '', published: hosts.join(', ') },
          setting: settings.get('seeds')!,
          related: published
            .filter(({ entry }) => isNat && entry)
            .map(({ entry }) => ({ ...entry!.valuePlace, message: 'what is published' })),
        });
      }
    },
  },
});
