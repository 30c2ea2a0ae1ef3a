import { fullMessage, type Finding, type Report, type Severity } from '../core/finding.js';
import { stableFingerprints } from '../core/fingerprint.js';
import type { RepositoryContext } from './repository.js';

/** GitLab's words; `blocker` and `critical` are left to those who know what would break in production. */
const severities: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  info: 'info',
};

/** `--format gitlab`: the Code Quality report of GitLab, which shows it in merge requests. */
export function gitlab(report: Report, { pathInRepository }: RepositoryContext): string {
  const { findings } = report;
  const fingerprints = stableFingerprints(findings, ({ path }) => pathInRepository(path));
  const issue = (finding: Finding) => {
    const { source, range, rule, severity } = finding;
    return {
      description: fullMessage(finding),
      check_name: rule,
      fingerprint: fingerprints.get(finding)!,
      severity: severities[severity],
      location: {
        path: pathInRepository(source.path),
        lines: { begin: source.position(range.start).line },
      },
    };
  };
  return `${JSON.stringify(findings.map(issue), null, 2)}\n`;
}
