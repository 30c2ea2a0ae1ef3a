import type { Diagram } from '../core/diagram.js';
import { severities, type Finding, type Report, type Suppressed } from '../core/finding.js';
import { diagramStyle, svg } from './diagram/svg.js';
import { counted, factsOfLink, namesOf, worst } from './diagram/words.js';
import { article, phrase } from './html/finding.js';
import { pageScript, pageStyle } from './html/style.js';
import { countFindings } from './json.js';
import { found, hidden, plural } from './summary.js';
import { oneLine } from './terminal.js';
import { attributes, escapeXml } from './xml.js';

/** What the page depends on beside the report. */
export interface HtmlContext {
  /** The clusters and links, where there is something to draw. */
  readonly diagram?: Diagram;
  /** The day that counts as today, `YYYY-MM-DD`. */
  readonly today: string;
}

const byPath = (findings: readonly Finding[]): Map<string, Finding[]> => {
  const files = new Map<string, Finding[]>();
  for (const finding of findings)
    files.set(finding.source.path, [...(files.get(finding.source.path) ?? []), finding]);
  return files;
};

function choice(name: string, label: string, values: readonly string[]): string {
  const options = values.map(
    (value) => `<option${attributes({ value })}>${escapeXml(oneLine(value))}</option>`,
  );
  return `<label>${label} <select name="${name}"><option value="">all</option>${options.join('')}</select></label>`;
}

function filters(findings: readonly Finding[]): string {
  const counts = countFindings(findings);
  const boxes = severities.map(
    (severity) =>
      `<label><input type="checkbox" name="severity" value="${severity}" checked> ${severity} (${counts[severity]})</label>`,
  );
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const files = [...new Set(findings.map(({ source }) => source.path))];
  return [
    // without the script filters would do nothing
    '<form hidden aria-label="Filter the findings">',
    `<fieldset><legend class="skip">Severity</legend>${boxes.join('')}</fieldset>`,
    choice('rule', 'Rule', rules),
    choice('file', 'File', files),
    '<label>Text <input type="search" name="text" placeholder="press / to search"></label>',
    '<button type="reset">Show all</button>',
    '<output aria-live="polite"></output>',
    '</form>',
  ].join('\n');
}

function topology(diagram: Diagram, today: string): string {
  const name = namesOf(diagram);
  const rows = diagram.links.map((link, index) => {
    const { alias, from, to, findings } = link;
    const severity = worst(findings);
    const count = severity
      ? `<span class="${severity}"><span class="severity">${counted(findings)}</span></span>`
      : 'none';
    return `<tr><td>${index + 1}</td><td>${phrase(alias)}</td><td>${phrase(name(from))} → ${phrase(name(to))}</td><td>${phrase(factsOfLink(link))}</td><td>${count}</td></tr>`;
  });
  const table =
    rows.length === 0
      ? ''
      : `<table><thead><tr><th scope="col">No.</th><th scope="col">Alias</th><th scope="col">From → to</th><th scope="col">Model, mode, port, use</th><th scope="col">Findings</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return `<section aria-label="Clusters and links"><h2>Clusters and links</h2><div class="picture" tabindex="0" role="region" aria-label="Picture of the clusters and links">${svg(diagram, { today, alone: false })}</div>${table}</section>`;
}

function known(what: string, all: readonly Suppressed[]): string {
  if (all.length === 0) return '';
  const items = all.map(({ finding, reason }) => {
    const { source, range, rule, text } = finding;
    const why = reason === undefined ? '' : ` – ${phrase(reason)}`;
    return `<li>${phrase(`${source.path}:${source.position(range.start).line}`)} ${phrase(text)} (${phrase(rule)})${why}</li>`;
  });
  return `<details><summary>${plural(all.length, 'finding')} ${what}</summary><ul>${items.join('')}</ul></details>`;
}

/**
 * `--format html`: one page that needs nothing else: filters, code frames, and the picture of clusters and links.
 * Without its script it shows all findings.
 */
export function html(report: Report, { diagram, today }: HtmlContext): string {
  const { findings, suppressed, baselined = [], crashes } = report;
  const sections = [...byPath(findings)].map(
    ([path, all]) =>
      `<section class="file"><h2>${phrase(path)}</h2>\n${all.map(article).join('\n')}\n</section>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>elasticlint: ${escapeXml(found(report))}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}${diagram ? diagramStyle : ''}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
<header>
<h1>elasticlint: ${escapeXml(found(report))}</h1>
<p class="faint">${escapeXml([hidden(report), `judged as ${report.judgedAs}`, today].join(' · '))}</p>
${crashes.map(({ rule }) => `<p class="error"><span class="severity">internal error</span> in ${phrase(rule)}</p>`).join('\n')}
</header>
<main>
${diagram ? topology(diagram, today) : ''}
<div id="findings" tabindex="-1">
${findings.length > 0 ? filters(findings) : '<p>No findings.</p>'}
${sections.join('\n')}
</div>
${known('silenced by comments', suppressed)}
${known('known to the baseline', baselined)}
</main>
${findings.length > 0 ? '<footer class="faint">Keys: / searches, j and k go to the next and the previous finding.</footer>' : ''}
<script>${pageScript}</script>
</body>
</html>
`;
}
