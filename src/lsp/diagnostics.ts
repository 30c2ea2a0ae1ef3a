import {
  DiagnosticSeverity,
  DiagnosticTag,
  type ClientCapabilities,
  type Diagnostic,
} from 'vscode-languageserver/node';
import { fullMessage, type Finding, type Severity } from '../core/finding.js';
import type { Place } from '../core/text.js';
import type { OpenDocuments } from './documents.js';
import { lspRange } from './positions.js';
import type { Project } from './project.js';

/** What `data` of a diagnostic holds, so that a client can tell what can be done about it. */
export interface DiagnosticData {
  /** Names the finding within its file, whatever lines it moves to. */
  readonly key: string;
  readonly fix?: { readonly title: string; readonly safe: boolean };
}

/** A diagnostic, with the finding it stands for; none for what is wrong with a manifest. */
export interface Entry {
  readonly diagnostic: Diagnostic;
  readonly finding?: Finding;
}

const severityOf: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Only rules whose whole range is of that kind: editors strike it through, or grey it out. */
function tagsOf(rule: string): DiagnosticTag[] {
  if (rule === 'settings/deprecated' || rule === 'settings/transient')
    return [DiagnosticTag.Deprecated];
  return rule === 'suppressions/unused' ? [DiagnosticTag.Unnecessary] : [];
}

/** Turns findings into diagnostics, in the terms that the client knows. */
export class Diagnostics {
  readonly #related: boolean;
  readonly #tags: readonly DiagnosticTag[];

  constructor(
    readonly documents: OpenDocuments,
    client: ClientCapabilities,
  ) {
    const known = {
      ...client.textDocument?.publishDiagnostics,
      ...client.textDocument?.diagnostic,
    };
    this.#related = known.relatedInformation === true;
    this.#tags = known.tagSupport?.valueSet ?? [];
  }

  /** What the last lint of a project says of a file. */
  entries(project: Project, path: string): Entry[] {
    const { findings, invalid } = project.outcome;
    if (invalid?.place && path === project.manifest) {
      const range = this.range(project, invalid.place);
      return [
        {
          diagnostic: {
            range,
            severity: DiagnosticSeverity.Error,
            source: 'elasticlint',
            code: 'manifest',
            message: invalid.message,
          },
        },
      ];
    }
    const counts = new Map<string, number>();
    return (findings.get(path) ?? []).map((finding) => {
      const count = counts.get(finding.rule) ?? 0;
      counts.set(finding.rule, count + 1);
      return {
        finding,
        diagnostic: this.#diagnostic(project, finding, `${finding.rule} ${count}`),
      };
    });
  }

  /** A place of a project in the client's terms. */
  range(project: Project, place: Place): Diagnostic['range'] {
    return lspRange(place, this.documents.encoding, this.documents.markOf(project.pathOf(place)));
  }

  #diagnostic(project: Project, finding: Finding, key: string): Diagnostic {
    const tags = tagsOf(finding.rule).filter((tag) => this.#tags.includes(tag));
    const { fix } = finding;
    const data: DiagnosticData = { key, ...(fix && { fix: { title: fix.title, safe: fix.safe } }) };
    const related = finding.related.map((place) => ({
      location: {
        uri: this.documents.uriOf(project.pathOf(place)),
        range: this.range(project, place),
      },
      message: place.message,
    }));
    return {
      range: this.range(project, finding),
      severity: severityOf[finding.severity],
      code: finding.rule,
      source: 'elasticlint',
      message: fullMessage(finding),
      ...(this.#related && related.length > 0 && { relatedInformation: related }),
      ...(tags.length > 0 && { tags }),
      data,
    };
  }
}
