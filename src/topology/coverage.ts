import type { Coverage } from '../core/coverage.js';
import type { Fact, Need } from '../core/rule.js';
import { maskSecrets } from '../core/secrets.js';
import type { Cluster } from './cluster.js';
import type { Link } from './link.js';
import type { AnyRule } from './rule.js';

const given: Record<Fact, (cluster: Cluster) => boolean> = {
  version: ({ facts }) => facts.versions !== undefined,
  nodes: ({ nodes }) => nodes.length > 0,
  keystore: ({ keystores }) => keystores.length > 0,
  license: ({ facts }) => facts.license !== undefined,
  roles: ({ roles }) => roles.length > 0,
  'API keys': ({ apiKeys }) => apiKeys.length > 0,
  certificates: ({ nodes }) =>
    nodes.some(({ files }) => [...files.values()].some(({ certificates }) => certificates.length)),
};

/** What to give, so that a fact is known: a key of elasticlint.yml, or files beside the configuration. */
const wanted: Record<Fact, (cluster: string) => string> = {
  version: (cluster) => `the version of ${cluster} (version:)`,
  nodes: (cluster) => `the elasticsearch.yml of the nodes of ${cluster} (nodes:)`,
  keystore: (cluster) =>
    `the names in the keystore of ${cluster} (keystore:, output of elasticsearch-keystore list)`,
  license: (cluster) => `the license of ${cluster} (license:)`,
  roles: (cluster) => `the roles of ${cluster} (roles:)`,
  'API keys': (cluster) => `the bodies of the cross-cluster API keys of ${cluster} (apiKeys:)`,
  certificates: (cluster) => `the certificate files that the settings of ${cluster} name`,
};

/** What a need lacks, in words; undefined where it is there. */
function lacking(need: Need, cluster: Cluster, link: Link | undefined): string | undefined {
  const there = need.startsWith('remote ');
  // an operator tells the model by itself
  if (need === 'keystore' && link?.model) return undefined;
  const fact = (there ? need.slice('remote '.length) : need) as Fact;
  const side = there ? link?.to : cluster;
  if (!side) return `the cluster that alias ${link?.alias} leads to (links:)`;
  return given[fact](side) ? undefined : wanted[fact](maskSecrets(side.name));
}

function cover(rules: readonly AnyRule[], cluster: Cluster, link?: Link): Coverage {
  const judged = rules.map((rule) => {
    const missing = (rule.needs ?? []).flatMap((need) => lacking(need, cluster, link) ?? []);
    return { rule: rule.id, missing: [...new Set(missing)] };
  });
  return {
    cluster: maskSecrets(cluster.name),
    ...(link && { link: { alias: link.alias, to: link.to && maskSecrets(link.to.name) } }),
    decided: judged.filter(({ missing }) => missing.length === 0).map(({ rule }) => rule),
    undecided: judged.filter(({ missing }) => missing.length > 0),
  };
}

const aboutLinks = (rule: AnyRule): boolean =>
  rule.on.link !== undefined ||
  rule.on.anyLink !== undefined ||
  (rule.needs ?? []).some((need) => need.startsWith('remote '));

/**
 * For each cluster and each of its links: which rules had all that they need, and what the others lacked.
 *
 * @param rules those that are on
 */
export function coverageOf(clusters: readonly Cluster[], rules: readonly AnyRule[]): Coverage[] {
  const [linkRules, others] = [rules.filter(aboutLinks), rules.filter((rule) => !aboutLinks(rule))];
  return clusters.flatMap((cluster) => [
    cover(others, cluster),
    ...cluster.links.map((link) => cover(linkRules, cluster, link)),
    ...cluster.operatorLinks.map((link) =>
      cover(
        linkRules.filter(({ on }) => on.anyLink),
        cluster,
        link,
      ),
    ),
  ]);
}
