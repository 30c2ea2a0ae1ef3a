import type { Edit, Fix } from '../../src/core/index.js';
import { removePair, replaceValue, writeValue } from '../../src/documents/edit.js';
import { managedService } from '../../src/topology/address.js';
import type { Link } from '../../src/topology/link.js';
import { profileOf } from '../../src/topology/platform.js';
import { defineRule } from '../../src/topology/rule.js';
import { seedsToProxy, sibling } from './_shared.js';

/** The proxy settings for the one host that is dialled; in a request the old mode's settings become null. */
function toProxy({ settings, addresses }: Link): Fix | undefined {
  const [seeds, mode, [first]] = [settings.get('seeds'), settings.modeEntry, addresses];
  const connections = settings.get('node_connections');
  const target = first?.target;
  if (!seeds || !target || addresses.some((address) => address.target?.host !== target.host))
    return undefined;
  if ([mode, connections].some((entry) => entry && entry.source !== seeds.source)) return undefined;
  const { source } = seeds;
  const json = seeds.layer !== 'yml';
  const address = `${target.host}:${target.port}`;
  const added: [string, string][] = [[sibling(seeds, 'server_name'), target.host]];
  if (!mode) added.unshift([sibling(seeds, 'mode'), 'proxy']);
  const edits: Edit[] = seedsToProxy(seeds, address, added);
  if (mode)
    edits.push(replaceValue(source, mode.spots.at(-1)!.pair.value, writeValue('proxy', json)));
  const old = connections?.spots.at(-1);
  if (old) edits.push(json ? replaceValue(source, old.pair.value, 'null') : removePair(old));
  return {
    safe: true,
    title: `use proxy mode: proxy_address ${address}, server_name ${target.host}`,
    edits,
  };
}

export default defineRule({
  id: 'remote/sniff-to-managed',
  severity: 'error',
  summary:
    'sniff mode towards Elastic Cloud, whose nodes publish addresses that nobody outside can reach',
  messages: {
    managed: {
      text: 'sniff mode cannot reach {service}',
      why: 'The nodes behind {host} publish addresses that no other network can reach, so the connection opens once and then fails. Bites: at the first connect.',
      advice: 'Use proxy mode: mode: proxy, proxy_address: {host}:{port}, server_name: {host}',
    },
    serverless: {
      text: '{host} belongs to {service}, which cannot be a remote cluster',
      why: 'Serverless projects have no transport interface for other clusters. Bites: at the first connect.',
      advice:
        'Use cross-project search between Serverless projects, or a deployment of Elastic Cloud Hosted as the remote.',
    },
    kubernetes: {
      severity: 'warning',
      text: 'sniff mode reaches {service} only from inside the same Kubernetes network',
      why: 'The pods behind {host} publish addresses of the pod network; from elsewhere the connection opens once and then fails. Bites: at the first connect.',
      advice:
        'From outside use proxy mode: mode: proxy, proxy_address: {host}:{port}, server_name: {host}',
    },
  },
  fix: 'safe',
  evidence: [{ message: 'node_disconnected_exception', versions: '8.19.21, 9.5.3' }],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters'],
  on: {
    link(link, { report }) {
      const { settings, platform } = link;
      if (
        settings.mode !== 'sniff' ||
        !settings.enabled ||
        !platform ||
        platform === 'self-managed' ||
        // then every connection goes to that proxy, whatever the nodes publish
        settings.get('proxy')
      )
        return;
      const remote = profileOf(platform);
      const inNetwork = remote.sniffableFrom === 'its own network';
      const inside = inNetwork && link.from.facts.platform === platform;
      const [address] = link.addresses.filter(
        ({ target }) => target && (link.to?.facts.platform || managedService(target.host)),
      );
      if (!address?.target || inside) return;
      const mode = settings.modeEntry;
      report({
        ...address,
        message: !remote.remotes ? 'serverless' : inNetwork ? 'kubernetes' : 'managed',
        data: { service: remote.cluster, host: address.target.host, port: address.target.port },
        setting: settings.get('seeds')!,
        related: mode ? [{ ...mode.valuePlace, message: 'sniff is set here' }] : [],
        fix: remote.remotes && !inNetwork ? toProxy(link) : undefined,
      });
    },
  },
});
