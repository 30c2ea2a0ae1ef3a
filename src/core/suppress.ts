import type { Edit, Finding } from './finding.js';
import { toFinding } from './run.js';
import type { RuleMeta } from './rule.js';
import type { Range, SourceText } from './text.js';

/** A comment that silences rules: `# elasticlint-disable-next-line remote/x until=2027-01-31 -- reason`. */
interface Directive {
  readonly source: SourceText;
  readonly range: Range;
  /** Lines it covers, both included. */
  readonly from: number;
  to: number;
  readonly ids: readonly { readonly written: string; readonly rule: string; readonly range: Range }[];
  /** The day after which it no longer silences anything. */
  readonly until?: string;
}

/** What the suppression pass needs to know of the rules. */
export interface SuppressionOptions {
  readonly today: string;
  /** Canonical id of a rule, given its id or a former one. */
  readonly resolve: (id: string) => string | undefined;
  /** Rules that ran: only for those can a comment be called unused. */
  readonly active: ReadonlySet<string>;
  /** The rules that speak of suppressions themselves. */
  readonly own: { readonly unused: RuleMeta; readonly malformed: RuleMeta };
}

const comment = /(?:^|\s)((?:#|\/\/)[ \t]*elasticlint-([\w-]*)([^\r\n]*))/gm;
const kinds = ['disable-next-line', 'disable-line', 'disable-file', 'disable', 'enable'] as const;

/** The next line that is neither blank nor a comment: directives may be stacked above a key. */
function nextCodeLine(source: SourceText, line: number): number {
  let next = line + 1;
  while (next < source.lineCount && /^\s*(?:#|\/\/|$)/.test(source.slice(source.lineRange(next)))) next++;
  return next;
}

class DirectiveReader {
  readonly directives: Directive[] = [];
  readonly findings: Finding[] = [];

  constructor(readonly options: SuppressionOptions) {}

  read(source: SourceText): void {
    if (!source.text.includes('elasticlint-')) return;
    const open: Directive[] = [];
    for (const match of source.text.matchAll(comment)) {
      const start = match.index + match[0].length - match[1]!.length;
      const range = { start, end: start + match[1]!.trimEnd().length };
      const kind = kinds.find((name) => name === match[2]);
      const line = source.position(start).line;
      if (!kind) {
        this.malformed(source, range, 'unknownDirective', { written: `elasticlint-${match[2]}` });
      } else if (kind === 'enable') {
        const named = match[3]!.split('--')[0]!.split(/[\s,]+/).filter(Boolean);
        for (const block of open.filter((d) => named.length === 0 || d.ids.some((id) => named.includes(id.written)))) {
          block.to = line;
          open.splice(open.indexOf(block), 1);
        }
      } else {
        const directive = this.directive(source, range, kind, line, match[3]!);
        if (directive && kind === 'disable') open.push(directive);
      }
    }
  }

  private directive(source: SourceText, range: Range, kind: string, line: number, rest: string): Directive | undefined {
    const restStart = range.start + source.slice(range).indexOf('elasticlint-') + 'elasticlint-'.length + kind.length;
    const words = [...rest.split(/\s--(?:\s|$)/)[0]!.matchAll(/[^\s,]+/g)].map((word) => ({
      text: word[0],
      range: { start: restStart + word.index, end: restStart + word.index + word[0].length },
    }));
    const ids: { written: string; rule: string; range: Range }[] = [];
    let until: string | undefined;
    for (const word of words) {
      const date = /^until=(.*)$/.exec(word.text);
      const rule = date ? undefined : this.options.resolve(word.text);
      if (date && (!/^\d{4}-\d\d-\d\d$/.test(date[1]!) || Number.isNaN(Date.parse(date[1]!)))) {
        this.malformed(source, word.range, 'badDate', { written: date[1]! });
        return undefined;
      } else if (date) until = date[1]!;
      else if (rule) ids.push({ written: word.text, rule, range: word.range });
      else this.malformed(source, word.range, 'unknownRule', { written: word.text });
    }
    if (words.length === 0) this.malformed(source, range, 'noRule', { directive: `elasticlint-${kind}` });
    if (ids.length === 0) return undefined;
    if (until !== undefined && until < this.options.today) {
      this.malformed(source, range, 'expired', { until });
      return undefined;
    }
    const last = source.lineStarts.length + 1;
    const [from, to] = {
      'disable-next-line': [nextCodeLine(source, line), nextCodeLine(source, line)],
      'disable-line': [line, line],
      'disable-file': [1, last],
    }[kind] ?? [line, last];
    const directive = { source, range, from: from!, to: to!, ids, ...(until !== undefined && { until }) };
    this.directives.push(directive);
    return directive;
  }

  private malformed(source: SourceText, range: Range, message: string, data: Record<string, string>): void {
    this.findings.push(toFinding(this.options.own.malformed, { message, data, source, range }));
  }
}

/** Removes a directive, or those of its ids that silence nothing. */
function removal(directive: Directive, unused: Directive['ids']): Edit {
  const { source, range } = directive;
  const newText = (text: string, start: number, end: number): Edit => ({ source, range: { start, end }, text });
  if (unused.length < directive.ids.length) {
    const kept = directive.ids.filter((id) => !unused.includes(id)).map((id) => id.written);
    return newText(kept.join(', '), directive.ids[0]!.range.start, directive.ids.at(-1)!.range.end);
  }
  const line = source.lineRange(source.position(range.start).line);
  const before = source.text.slice(line.start, range.start);
  if (before.trim()) return newText('', range.start - (before.length - before.trimEnd().length), line.end);
  const next = source.lineStarts.find((start) => start > line.start) ?? source.text.length;
  return newText('', line.start, next);
}

/** Findings that remain, how many were silenced, and what is wrong with the comments themselves. */
export function applySuppressions(
  findings: readonly Finding[],
  sources: Iterable<SourceText>,
  options: SuppressionOptions,
): { findings: Finding[]; suppressed: number } {
  const reader = new DirectiveReader(options);
  for (const source of sources) reader.read(source);
  if (reader.directives.length === 0) return { findings: [...findings, ...reader.findings], suppressed: 0 };
  const used = new Set<Directive['ids'][number]>();
  const kept = findings.filter((finding) => {
    const lines = [finding.source.position(finding.range.start).line, ...finding.anchors];
    let silenced = false;
    for (const directive of reader.directives) {
      if (directive.source !== finding.source) continue;
      if (!lines.some((line) => line >= directive.from && line <= directive.to)) continue;
      for (const id of directive.ids.filter((id) => id.rule === finding.rule)) {
        used.add(id);
        silenced = true;
      }
    }
    return !silenced;
  });
  const unused = reader.directives.flatMap((directive) => {
    const idle = directive.ids.filter((id) => !used.has(id) && options.active.has(id.rule));
    if (idle.length === 0) return [];
    return toFinding(options.own.unused, {
      message: 'unused',
      data: { rules: idle.map((id) => id.written).join(', ') },
      source: directive.source,
      range: directive.range,
      fix: { safe: true, title: 'remove the comment', edits: [removal(directive, idle)] },
    });
  });
  return { findings: [...kept, ...reader.findings, ...unused], suppressed: findings.length - kept.length };
}
