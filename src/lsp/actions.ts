import {
  CodeActionKind,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { chooseFixes, type Edit, type Finding } from '../core/index.js';
import { lineEnd } from '../documents/edit.js';
import { detectKind } from '../documents/parse.js';
import type { DiagnosticData, Diagnostics, Entry } from './diagnostics.js';
import type { OpenDocument, OpenDocuments } from './documents.js';
import { touches } from './positions.js';
import type { Project } from './project.js';

/** The kind under which all safe fixes of a file are applied, for instance on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.elasticlint`;

type Found = Entry & { readonly finding: Finding };

/** Whether a kind is asked for: exactly, or by a kind above it. */
const isWanted = (kind: string, only: readonly string[]): boolean =>
  only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));

/** The comments about comments cannot be silenced by one. */
const canBeDisabled = ({ finding }: Found, project: Project): boolean =>
  !finding.rule.startsWith('suppressions/') &&
  project.pathOf(finding) !== project.manifest &&
  ['elasticsearch-yml', 'console'].includes(detectKind(finding.source.path, finding.source.text));

/** A comment of its own line, with the indentation of the line below. */
function commentAbove({ source }: Finding, line: number, text: string): Edit {
  const { start } = source.lineRange(line);
  const indent = /^ */.exec(source.slice(source.lineRange(line)))![0];
  return {
    source,
    range: { start, end: start },
    text: `${indent}# ${text}${lineEnd(source.text)}`,
  };
}

/** Quick fixes, comments that disable a rule, and "fix all": made of what the findings carry. */
export class Actions {
  readonly #versioned: boolean;

  /**
   * @param disable whether comments that disable a rule are offered for a file
   */
  constructor(
    readonly documents: OpenDocuments,
    readonly diagnostics: Diagnostics,
    client: ClientCapabilities,
    readonly disable: (path: string) => boolean,
  ) {
    this.#versioned = client.workspace?.workspaceEdit?.documentChanges === true;
  }

  /** The actions for a range of a document whose project has just been linted. */
  at(project: Project, document: OpenDocument, { range, context }: CodeActionParams): CodeAction[] {
    const entries = this.diagnostics
      .entries(project, document.path)
      .filter((entry): entry is Found => entry.finding !== undefined);
    const actions: CodeAction[] = [];
    if (isWanted(CodeActionKind.QuickFix, context.only ?? [''])) {
      const here = entries.filter(({ diagnostic }) => touches(diagnostic.range, range));
      const told = (entry: Found): Diagnostic => sent(entry, context.diagnostics);
      actions.push(...here.flatMap((entry) => this.#fix(project, entry, told(entry))));
      if (this.disable(document.path)) actions.push(...this.#disabling(project, here, told));
    }
    // nobody wants it in the menu of a single finding
    if (context.only && isWanted(fixAllKind, context.only))
      actions.push(...this.#fixAll(project, entries));
    return actions;
  }

  #fix(project: Project, { finding: { fix } }: Found, diagnostic: Diagnostic): CodeAction[] {
    if (!fix) return [];
    return [
      {
        title: fix.safe ? fix.title : `${fix.title} (changes what the configuration means)`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: fix.safe,
        edit: this.#edit(project, fix.edits),
      },
    ];
  }

  #disabling(
    project: Project,
    here: readonly Found[],
    told: (entry: Found) => Diagnostic,
  ): CodeAction[] {
    const byTitle = new Map<string, CodeAction>();
    for (const entry of here.filter((each) => canBeDisabled(each, project))) {
      const { finding } = entry;
      // above the key, for a comment inside a value of several lines would be part of it
      const line = finding.anchors[0] ?? finding.source.position(finding.range.start).line;
      const offers = [
        {
          where: 'line',
          edit: commentAbove(finding, line, `elasticlint-disable-next-line ${finding.rule}`),
        },
        {
          where: 'file',
          edit: commentAbove(finding, 1, `elasticlint-disable-file ${finding.rule}`),
        },
      ];
      for (const { where, edit } of offers) {
        const title = `Disable ${finding.rule} for this ${where}`;
        const key = where === 'line' ? `${title} ${line}` : title;
        const known = byTitle.get(key);
        if (known) known.diagnostics!.push(told(entry));
        else
          byTitle.set(key, {
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: [told(entry)],
            edit: this.#edit(project, [edit]),
          });
      }
    }
    return [...byTitle.values()];
  }

  #fixAll(project: Project, entries: readonly Found[]): CodeAction[] {
    const fixes = chooseFixes(
      entries.map(({ finding }) => finding),
      false,
    );
    if (fixes.length === 0) return [];
    return [
      {
        title: 'Apply all safe fixes of elasticlint',
        kind: fixAllKind,
        edit: this.#edit(
          project,
          fixes.flatMap((fix) => fix.edits),
        ),
      },
    ];
  }

  #edit(project: Project, edits: readonly Edit[]): WorkspaceEdit {
    const byPath = new Map<string, TextEdit[]>();
    for (const edit of edits) {
      const path = project.pathOf(edit);
      byPath.set(path, [
        ...(byPath.get(path) ?? []),
        { range: this.diagnostics.range(project, edit), newText: edit.text },
      ]);
    }
    const files = [...byPath].map(([path, list]) => ({
      open: this.documents.at(path),
      uri: this.documents.uriOf(path),
      list,
    }));
    if (!this.#versioned)
      return { changes: Object.fromEntries(files.map(({ uri, list }) => [uri, list])) };
    return {
      documentChanges: files.map(({ open, uri, list }) => ({
        textDocument: { uri, version: open?.text.version ?? null },
        edits: list,
      })),
    };
  }
}

/** The diagnostic as the client knows it, or as it would be told it now. */
function sent({ diagnostic }: Found, known: readonly Diagnostic[]): Diagnostic {
  const { key } = diagnostic.data as DiagnosticData;
  const has = (candidate: Diagnostic): boolean =>
    (candidate.data as DiagnosticData | undefined)?.key === key;
  return (
    known.find((candidate) => candidate.source === 'elasticlint' && has(candidate)) ?? diagnostic
  );
}
