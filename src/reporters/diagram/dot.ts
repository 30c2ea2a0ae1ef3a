import type { Diagram } from '../../core/diagram.js';
import { oneLine } from '../terminal.js';
import { counted, factsOf, factsOfLink, worst } from './words.js';

const colors = { error: '#c62828', warning: '#b26a00', info: '#1565c0' };

/** A text within quotes; Graphviz reads entities of HTML in it, and a backslash before a letter as a command. */
const text = (lines: readonly string[]): string =>
  `"${lines
    .map((line) => oneLine(line).replace(/&/g, '&amp;').replace(/\\/g, '\\\\').replace(/"/g, '\\"'))
    .join('\\n')}"`;

/** `elasticlint graph --format dot`: for Graphviz. */
export function dot({ clusters, links }: Diagram, today: string): string {
  const boxes = clusters.map((cluster) => {
    const { id, name, external, findings } = cluster;
    const label = text([name, ...factsOf(cluster, today), counted(findings)].filter(Boolean));
    const own = worst(findings);
    const style = external ? ', style="rounded,dashed"' : own ? ', penwidth=2' : '';
    return `  ${id} [label=${label}${style}${own ? `, color="${colors[own]}"` : ''}];`;
  });
  const arrows = links.map((link) => {
    const { from, to, alias, findings } = link;
    const label = text([alias, factsOfLink(link), counted(findings)].filter(Boolean));
    const own = worst(findings);
    const color = own ? `, color="${colors[own]}", penwidth=2` : '';
    return `  ${from} -> ${to} [label=${label}${color}];`;
  });
  return [
    'digraph elasticlint {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=11];',
    ...boxes,
    ...arrows,
    '}',
    '',
  ].join('\n');
}
