import type { Severity } from './finding.js';

/** A box of the picture: a cluster, or what a link dials where no given cluster is known behind it. */
export interface DiagramCluster {
  readonly id: string;
  readonly name: string;
  /** Nothing of it is given but the addresses by which it is dialled. */
  readonly external: boolean;
  readonly version?: string;
  readonly platform?: string;
  readonly nodes: number;
  /** The interfaces that other clusters dial, with their ports: `remote cluster server 9443`. */
  readonly interfaces: readonly string[];
  /** The first day on which a certificate that it shows is not valid any more, `YYYY-MM-DD`. */
  readonly expires?: string;
  readonly findings: Readonly<Record<Severity, number>>;
}

/** An arrow of the picture: a link. */
export interface DiagramLink {
  readonly from: string;
  readonly to: string;
  readonly alias: string;
  /** The security model, as far as known: `API key` or `certificates`. */
  readonly model?: string;
  readonly mode?: string;
  /** The ports that are dialled. */
  readonly ports: readonly number[];
  readonly use: readonly string[];
  readonly findings: Readonly<Record<Severity, number>>;
}

/** Clusters and the links between them, as they are drawn. */
export interface Diagram {
  readonly clusters: readonly DiagramCluster[];
  readonly links: readonly DiagramLink[];
}
