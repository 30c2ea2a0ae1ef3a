import { defineRule } from '../../src/topology/rule.js';

const interfaces = ['transport', 'http', 'remote_cluster'] as const;
const sides = ['bind', 'publish'] as const;

export default defineRule({
  id: 'node/publish-address',
  severity: 'warning',
  summary: 'a node that publishes an address which others cannot use, or which it has to guess',
  messages: {
    wildcardAmong: {
      severity: 'error',
      text: '{setting} has the wildcard {host} beside other addresses',
      why: 'Elasticsearch refuses that: the node does not start.',
      advice: 'Keep the wildcard alone, or the single addresses.',
    },
    multicast: {
      severity: 'error',
      text: '{setting} is {host}, a multicast address',
      why: 'Elasticsearch refuses that: the node does not start.',
      advice: 'Use an address of this machine.',
    },
    wildcard: {
      text: '{setting} is {host}: the node has to guess which of its addresses to publish',
      why: 'Other nodes dial what is published; a guess may fall on an address that they cannot reach, of a container network for instance.',
      advice: 'Publish the one address that the other nodes use.',
    },
    several: {
      text: '{setting} has several values, but only one address is published',
      why: 'Elasticsearch picks one by its own order.',
      advice: 'Publish the one address that the other nodes use.',
    },
    loopback: {
      text: 'the node listens on {bound}, but publishes loopback to the other nodes',
      why: 'What they are told to dial is themselves: they never reach this node.',
      advice: 'Set network.publish_host, or network.host for both.',
    },
    guessed: {
      confidence: 'likely',
      text: '{setting} is {host}: the node listens everywhere, and has to guess which of its addresses to publish',
      why: 'On a machine with several networks the guess may fall on an address that other nodes cannot reach.',
      advice: 'Set network.publish_host to the address that the other nodes use.',
    },
  },
  evidence: [
    {
      message:
        'bind address: {0.0.0.0} is wildcard, but multiple addresses specified: this makes no sense',
      versions: '8.19.21, 9.5.3',
    },
    {
      message: 'publish address: {224.0.0.1} is invalid: multicast address',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings',
  ],
  on: {
    node(node, { report }) {
      if (node.cluster.managed) return;
      const seen = new Set<string>();
      for (const name of interfaces.filter(
        (one) => one !== 'remote_cluster' || node.serverEnabled,
      )) {
        for (const { entry, hosts, unknown } of sides.map((side) => node.hosts(name, side))) {
          if (!entry || unknown || seen.has(entry.key)) continue;
          seen.add(entry.key);
          const wrong =
            hosts.find(({ kind }) => kind === 'multicast') ??
            (hosts.length > 1 ? hosts.find(({ kind }) => kind === 'wildcard') : undefined);
          if (!wrong) continue;
          const message = wrong.kind === 'multicast' ? 'multicast' : 'wildcardAmong';
          report({
            ...(wrong.place ?? entry.valuePlace),
            message,
            data: { setting: entry.key, host: wrong.text },
            setting: entry,
          });
          return;
        }
      }
      const [bind, publish] = [node.hosts('transport', 'bind'), node.hosts('transport', 'publish')];
      if (!node.production || bind.unknown || publish.unknown) return;
      const { entry, hosts } = publish;
      const explicit = entry?.key.endsWith('.publish_host');
      const data = {
        setting: entry?.key ?? '',
        host: hosts[0]?.text ?? '',
        bound: bind.hosts.map(({ text }) => text).join(', '),
      };
      const isLoopback =
        hosts.every(({ kind }) => kind === 'loopback') &&
        bind.hosts.every(({ kind }) => kind !== 'loopback');
      if (isLoopback) {
        const place = entry ?? bind.entry;
        if (place) report({ ...place.valuePlace, message: 'loopback', data, setting: place });
      } else if (entry && (hosts[0]?.kind === 'wildcard' || (explicit && hosts.length > 1))) {
        const message =
          hosts[0]?.kind !== 'wildcard' ? 'several' : explicit ? 'wildcard' : 'guessed';
        report({ ...entry.valuePlace, message, data, setting: entry });
      }
    },
  },
});
