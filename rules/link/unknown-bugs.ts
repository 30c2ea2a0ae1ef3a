import type { SettingEntry } from '../../src/settings/entry.js';
import { compareVersions } from '../../src/settings/versions.js';
import type { Link } from '../../src/topology/link.js';
import { defineRule } from '../../src/topology/rule.js';
import { declarations, versionPairs } from './_shared.js';

type Pair = readonly [local: string, remote: string];

/** From one version on, and before another. */
const within = (version: string, from: string, before: string): boolean =>
  compareVersions(version, from) >= 0 && compareVersions(version, before) < 0;

/** The pair that elastic/elasticsearch#112222 hits: a newer side sends roles with a field that an older cannot read. */
function superuserRole(link: Link): Pair | undefined {
  if (link.model !== 'certificate') return undefined;
  const hit = (local: string, remote: string): boolean =>
    compareVersions(local, '8.15') >= 0 && compareVersions(remote, '8.15') < 0;
  return versionPairs(link, hit)[0];
}

/** elastic/elasticsearch#112552: with tracing on, a header goes out that the interface does not allow. */
function tracing(link: Link): Pair | undefined {
  const traced = link.from.nodes.some((node) =>
    ['tracing.apm.enabled', 'telemetry.tracing.enabled'].some((key) => node.settings.flag(key)),
  );
  if (!link.credentials || !traced) return undefined;
  return versionPairs(link, (local) => within(local, '8.14', '8.15.2'))[0];
}

/** The settings of elasticsearch.yml that hold up a node until 8.3, when the remote cluster is away. */
function holdingUp(link: Link): readonly SettingEntry[] {
  const { facts } = link.from;
  // 8.4 was the first to start without them (elastic/elasticsearch#87298)
  if (!facts.versions?.someBelow('8.4')) return [];
  return link.layers.flatMap(({ node, enabled, addressEntry }) => {
    const isClient = node?.roles?.names.includes('remote_cluster_client') ?? true;
    return node && isClient && enabled && addressEntry ? [addressEntry] : [];
  });
}

export default defineRule({
  id: 'link/unknown-bugs',
  severity: 'info',
  summary: 'a known bug of the version, or of the pair of versions',
  messages: {
    superuserRole: {
      text: 'searches from {from} ({local}) with an API key of a superuser fail on {to} ({remote})',
      why: 'From 8.15 on the role carries the field remote_cluster, which older versions do not read (elastic/elasticsearch#112222). Bites: at such a search.',
      advice: 'Upgrade {to} to 8.15 or later, or search with a role of your own.',
    },
    tracing: {
      text: 'with tracing on, {from} ({local}) sends a header that {to} refuses',
      why: 'The remote cluster server interface does not let the header tracestate pass (elastic/elasticsearch#112552). Bites: at the first traced search.',
      advice: 'Upgrade {from} to 8.15.2 or later, or switch tracing off.',
    },
    remoteInFile: {
      text: 'a node with {version} does not start while alias {alias} of its elasticsearch.yml cannot be reached',
      why: 'Until 8.3 it gives up when the connection fails at once, whatever skip_unavailable says (elastic/elasticsearch#87298). Bites: at a restart while the remote cluster is away.',
      advice: 'Move cluster.remote.{alias} to PUT _cluster/settings, or upgrade to 8.4 or later.',
    },
  },
  needs: ['keystore', 'version', 'remote version'],
  evidence: [
    {
      message: 'failed to parse role [superuser]. unexpected field [remote_cluster]',
      versions: '8.14',
    },
    {
      message:
        'Transport request header [tracestate] is not allowed for cross-cluster requests through the dedicated remote cluster server port',
      versions: '8.14.2',
    },
    {
      message: 'failed to connect to remote clusters',
      versions: '7.17.28, 8.0.0, 8.2.3, 8.3.3; not 8.4.3',
    },
  ],
  links: [
    'https://github.com/elastic/elasticsearch/issues/112222',
    'https://github.com/elastic/elasticsearch/issues/112552',
    'https://github.com/elastic/elasticsearch/pull/87298',
  ],
  on: {
    link(link, { report }) {
      for (const entry of holdingUp(link)) {
        report({
          ...entry.keyPlace,
          message: 'remoteInFile',
          data: { alias: link.alias, version: link.from.versions.oldest },
          setting: entry,
        });
      }
      for (const [message, pair] of Object.entries({
        superuserRole: superuserRole(link),
        tracing: tracing(link),
      })) {
        if (!pair) continue;
        report({
          ...link.place.valuePlace,
          message: message as 'superuserRole' | 'tracing',
          data: { from: link.from.name, to: link.to!.name, local: pair[0], remote: pair[1] },
          setting: link.place,
          related: declarations(link),
        });
      }
    },
  },
});
