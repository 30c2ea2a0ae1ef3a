import { compareVersions, minorOf } from '../../src/settings/versions.js';
import { defineRule } from '../../src/topology/rule.js';
import { declarations, versionPairs } from './_shared.js';

export default defineRule({
  id: 'link/ccr-follower-older',
  severity: 'error',
  summary: 'replication from a cluster that is newer than the follower',
  messages: {
    older: {
      text: '{from} ({local}) is to follow indices of {to} ({remote}), which is newer',
      why: 'A follower copies the files of the leader, and an older version cannot read what a newer one writes. Bites: when an index is followed, or when the leader is upgraded.',
      advice:
        'Upgrade {from} to {remote} or later first; of two clusters that follow each other, upgrade them together.',
    },
  },
  needs: ['version', 'remote version'],
  links: [
    'https://www.elastic.co/docs/deploy-manage/tools/cross-cluster-replication/upgrading-clusters-using-ccr',
  ],
  on: {
    anyLink(link, { report }) {
      if (!link.use.includes('replication')) return;
      const [pair] = versionPairs(
        link,
        (local, remote) => compareVersions(minorOf(local), minorOf(remote)) < 0,
      );
      if (!pair) return;
      report({
        ...link.place.valuePlace,
        message: 'older',
        data: { from: link.from.name, to: link.to!.name, local: pair[0], remote: pair[1] },
        setting: link.place,
        related: declarations(link),
      });
    },
  },
});
