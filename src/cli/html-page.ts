import { html } from '../reporters/html.js';
import { diagramOf } from '../topology/diagram.js';
import type { LintResult } from '../workspace/session.js';

/** The page of `--format html`; the picture has the clusters of a manifest, and those that links begin or end at. */
export function htmlPage(result: LintResult, today: string): string {
  const clusters = result.clusters.filter(
    ({ facts, links, operatorLinks, incoming }) =>
      facts.declaredAt !== undefined ||
      [links, operatorLinks, incoming].some((list) => list.length > 0),
  );
  const diagram = diagramOf(clusters, [
    ...result.findings,
    ...(result.baselined ?? []).map(({ finding }) => finding),
  ]);
  return html(result, { today, ...(clusters.length > 0 && { diagram }) });
}
