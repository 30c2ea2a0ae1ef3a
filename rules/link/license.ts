import type { License } from '../../src/topology/cluster.js';
import { defineRule } from '../../src/topology/rule.js';

const levels: readonly License[] = ['basic', 'gold', 'platinum', 'enterprise'];
/** A trial carries everything; a license that is not declared is not known. */
const carries = (license: License | undefined, wanted: License): boolean =>
  license === undefined || license === 'trial' || levels.indexOf(license) >= levels.indexOf(wanted);

export default defineRule({
  id: 'link/license',
  severity: 'error',
  summary: 'the license of one side does not carry the use of the link',
  messages: {
    tooLow: {
      text: '{use} needs the {wanted} license on both sides, and cluster {cluster} has {license}',
      why: 'Requests over the link are refused. Bites: at the first {bites}.',
      advice: '{cure}',
    },
  },
  needs: ['keystore', 'license', 'remote license'],
  evidence: [
    {
      message: 'current license is non-compliant for [advanced-remote-cluster-security]',
      versions: 'as reported',
    },
  ],
  links: ['https://www.elastic.co/subscriptions'],
  on: {
    anyLink(link, { report }) {
      if (!link.settings.enabled) return;
      const demands = [
        {
          holds: link.credentials !== undefined,
          wanted: 'enterprise' as const,
          use: 'a link with an API key',
          bites: 'search',
          cure: 'Get the license, or use the certificate model for searches.',
        },
        {
          holds: link.use.includes('replication'),
          wanted: 'platinum' as const,
          use: 'cross-cluster replication',
          bites: 'index that is followed',
          cure: 'Get the license, or do without replication.',
        },
      ];
      // the higher demand speaks for both
      const sides = [link.from, link.to].flatMap((cluster) => {
        const failed = demands.find(
          ({ holds, wanted }) => holds && !carries(cluster?.facts.license, wanted),
        );
        return cluster && failed ? [{ cluster, failed }] : [];
      });
      for (const { cluster, failed } of sides) {
        const { use, wanted, bites, cure } = failed;
        const data = { use, wanted, bites, cure, cluster: cluster.name };
        report({
          ...link.place.valuePlace,
          message: 'tooLow',
          data: { ...data, license: cluster.facts.license! },
          setting: link.place,
          related: cluster.facts.declaredAt
            ? [{ ...cluster.facts.declaredAt, message: 'declared here' }]
            : [],
        });
      }
    },
  },
});
