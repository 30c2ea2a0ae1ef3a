import {
  handshakeAccepted,
  minorOf,
  searchableFrom,
  searchSupported,
} from '../../src/settings/versions.js';
import { defineRule } from '../../src/topology/rule.js';
import { declarations, versionPairs } from './_shared.js';

/** `8.13 to 8.19, 9.0`: minors as ranges within a major. */
function ranges(minors: readonly string[]): string {
  const majors = [...new Set(minors.map((minor) => minor.split('.')[0]!))];
  const texts = majors.map((major) => {
    const own = minors.filter((minor) => minor.startsWith(`${major}.`));
    if (own.length < 3) return own.join(' and ');
    return `${own[0]} to ${own.at(-1)}`;
  });
  return texts.join(', and ');
}

export default defineRule({
  id: 'link/version-unsupported',
  severity: 'warning',
  summary:
    'cross-cluster search between the two versions is not supported, though they can connect',
  messages: {
    unsupported: {
      text: 'searching {remote} from {local} is not supported',
      why: 'The two connect and simple searches work, but Elastic does not test the pair, and newer search features may fail on the remote. Support goes by direction: {local} may search {allowed}.',
      advice: 'Bring {to} to one of these versions; when both are upgraded, upgrade {to} first.',
    },
  },
  needs: ['version', 'remote version'],
  links: ['https://www.elastic.co/docs/explore-analyze/cross-cluster-search'],
  on: {
    anyLink(link, { report }) {
      if (link.use.length > 0 && !link.use.includes('search')) return;
      const connects = (local: string, remote: string): boolean =>
        handshakeAccepted(local, remote) && !searchSupported(local, remote);
      const [pair] = versionPairs(link, connects);
      if (!pair) return;
      const [local, remote] = pair.map(minorOf) as [string, string];
      report({
        ...link.place.valuePlace,
        message: 'unsupported',
        data: {
          from: link.from.name,
          to: link.to!.name,
          local,
          remote,
          allowed: ranges(searchableFrom(local)),
        },
        setting: link.place,
        related: declarations(link),
      });
    },
  },
});
