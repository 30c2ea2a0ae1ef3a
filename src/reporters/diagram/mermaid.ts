import type { Diagram } from '../../core/diagram.js';
import { oneLine } from '../terminal.js';
import { counted, factsOf, factsOfLink, worst } from './words.js';

/** A text within quotes; what Mermaid, its Markdown or HTML would make something else of is written as its number. */
const text = (lines: readonly string[]): string =>
  `"${lines
    .map((line) =>
      oneLine(line).replace(/[#&;<>"'`*_~\\[\](){}|:/@%]/g, (sign) =>
        // `\\n` would begin a line even so
        sign === '\\' ? '#92;#8203;' : `#${sign.charCodeAt(0)};`,
      ),
    )
    .join('<br/>')}"`;

/** `elasticlint graph --format mermaid`: a flowchart, as GitHub and GitLab draw it in Markdown. */
export function mermaid({ clusters, links }: Diagram, today: string): string {
  const lines = ['flowchart LR'];
  for (const cluster of clusters) {
    const { id, name, external, findings } = cluster;
    const label = text([name, ...factsOf(cluster, today), counted(findings)].filter(Boolean));
    const own = external ? 'outside' : worst(findings);
    lines.push(`  ${id}${external ? `([${label}])` : `[${label}]`}${own ? `:::${own}` : ''}`);
  }
  links.forEach((link, index) => {
    const { from, to, alias, findings } = link;
    const label = text([alias, factsOfLink(link), counted(findings)].filter(Boolean));
    lines.push(`  ${from} -->|${label}| ${to}`);
    const color = { error: '#c62828', warning: '#b26a00', info: '#1565c0' };
    const own = worst(findings);
    if (own) lines.push(`  linkStyle ${index} stroke:${color[own]},stroke-width:2px`);
  });
  lines.push(
    '  classDef error stroke:#c62828,stroke-width:3px',
    '  classDef warning stroke:#b26a00,stroke-width:3px',
    '  classDef info stroke:#1565c0,stroke-width:2px',
    '  classDef outside stroke-dasharray:4 4',
  );
  return `${lines.join('\n')}\n`;
}
