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

export default defineRule({
  id: 'link/unknown-bugs',
  severity: 'info',
  summary: 'a known bug of this pair of versions',
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
  ],
  links: [
    'https://github.com/elastic/elasticsearch/issues/112222',
    'https://github.com/elastic/elasticsearch/issues/112552',
  ],
  on: {
    link(link, { report }) {
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
