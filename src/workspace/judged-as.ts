import type { Report } from '../core/index.js';
import { assumedVersions, compareVersions, type Versions } from '../settings/versions.js';
import type { Cluster } from '../topology/cluster.js';

/** The versions that a run judged by, for reports. */
export function judgedAs(
  clusters: readonly Cluster[],
  given: Versions | undefined,
): Pick<Report, 'esVersion' | 'judgedAs'> {
  const declared = clusters.flatMap((cluster) => cluster.facts.versions ?? []);
  const all = declared.length > 0 ? declared : [given ?? assumedVersions];
  const texts = [...new Set(all.map((versions) => versions.text))];
  const newest = all
    .map((versions) => versions.newest)
    .sort(compareVersions)
    .at(-1)!;
  const origin = clusters.some((cluster) => cluster.facts.declaredAt && cluster.facts.versions)
    ? 'elasticlint.yml'
    : given
      ? '--es-version'
      : declared.length > 0
        ? 'spec.version'
        : 'the newest known; --es-version sets another';
  return { esVersion: newest, judgedAs: `${texts.join(' and ')} (${origin})` };
}
