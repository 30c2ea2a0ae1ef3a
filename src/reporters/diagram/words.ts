import type { Diagram, DiagramCluster, DiagramLink } from '../../core/diagram.js';
import type { Severity } from '../../core/finding.js';
import { plural } from '../summary.js';

type Counts = Readonly<Record<Severity, number>>;

/** The worst severity among some findings; undefined where there are none. */
export function worst(counts: Counts): Severity | undefined {
  return (['error', 'warning', 'info'] as const).find((severity) => counts[severity] > 0);
}

/** `2 errors, 1 warning`; nothing where there are no findings. */
export function counted({ error, warning, info }: Counts): string {
  return [
    error && plural(error, 'error'),
    warning && plural(warning, 'warning'),
    info && `${info} info`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What is known of a cluster, beside its name, line by line. */
export function factsOf(cluster: DiagramCluster, today: string): string[] {
  const { version, platform, nodes, interfaces, expires, external } = cluster;
  const kind = [version, platform, nodes > 0 && plural(nodes, 'node')].filter(Boolean).join(' · ');
  const expired = expires !== undefined && expires < today;
  return [
    ...(external ? ['not given'] : []),
    ...(kind === '' ? [] : [kind]),
    ...interfaces,
    ...(expires === undefined ? [] : [`certificate ${expired ? 'expired' : 'until'} ${expires}`]),
  ];
}

/** What is known of a link, beside its alias: `API key · proxy · 9443 · search`. */
export function factsOfLink({ model, mode, ports, use }: DiagramLink): string {
  return [model ?? 'model unknown', mode, ports.join(', '), use.join(' and ')]
    .filter(Boolean)
    .join(' · ');
}

/** The name of a cluster by its id. */
export function namesOf({ clusters }: Diagram): (id: string) => string {
  const names = new Map(clusters.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
