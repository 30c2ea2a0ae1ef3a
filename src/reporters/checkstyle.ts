import { fullMessage, type Finding, type Report } from '../core/finding.js';
import type { RepositoryContext } from './repository.js';
import { attributes } from './xml.js';

function error(finding: Finding): string {
  const { line, column } = finding.source.position(finding.range.start);
  const { severity, rule } = finding;
  const message = fullMessage(finding);
  return `    <error${attributes({ line, column, severity, message, source: `elasticlint.${rule}` })}/>`;
}

/** `--format checkstyle`: the report of Checkstyle, which most servers for builds read. Files without findings are listed, too. */
export function checkstyle(report: Report, { pathInRepository }: RepositoryContext): string {
  const files = new Map(report.files.map(({ path }) => [path, [] as string[]]));
  for (const finding of report.findings) {
    const errors = files.get(finding.source.path) ?? [];
    errors.push(error(finding));
    files.set(finding.source.path, errors);
  }
  const elements = [...files].flatMap(([path, errors]) => [
    `  <file${attributes({ name: pathInRepository(path) })}>`,
    ...errors,
    '  </file>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="10.0">',
    ...elements,
    '</checkstyle>',
    '',
  ].join('\n');
}
