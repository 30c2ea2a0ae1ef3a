import { isDay } from './day.js';
import type { Edit, Finding, Suppressed } from './finding.js';
import { maskSecrets } from './secrets.js';
import { toFinding } from './run.js';
import type { RuleMeta } from './rule.js';
import type { Range, SourceText } from './text.js';

/** A comment that silences rules: `# elasticlint-disable-next-line remote/x until=2027-01-31 -- reason`. */
interface Directive {
  readonly source: SourceText;
  readonly range: Range;
  /** The first line it covers. */
  readonly from: number;
  readonly ids: readonly DirectiveId[];
  /** What stands behind ` -- `. */
  readonly reason?: string;
}

/** A rule that a directive silences, with the last line on which it does: a block may end rule by rule. */
interface DirectiveId {
  readonly written: string;
  readonly rule: string;
  readonly range: Range;
  to: number;
}

/** What the suppression pass needs to know of the rules. */
export interface SuppressionOptions {
  readonly today: string;
  /** Canonical id of a rule, given its id or a former one. */
  readonly resolve: (id: string) => string | undefined;
  /** Rules that ran: only for those can a comment be called unused. */
  readonly active: ReadonlySet<string>;
  /** A comment without a reason silences nothing. */
  readonly requireReason?: boolean;
  /** The rules that speak of suppressions themselves. */
  readonly own: { readonly unused: RuleMeta; readonly malformed: RuleMeta };
}

const comment = /(?:^|\s)((?:#|\/\/)[ \t]*elasticlint-([\w-]*)([^\r\n]*))/gm;
const kinds = ['disable-next-line', 'disable-line', 'disable-file', 'disable', 'enable'] as const;

/** The next line that is neither blank nor a comment: directives may be stacked above a key. */
function nextCodeLine(source: SourceText, line: number): number {
  let next = line + 1;
  while (next < source.lineCount && /^\s*(?:#|\/\/|$)/.test(source.slice(source.lineRange(next))))
    next++;
  return next;
}

/** What stands behind a directive, up to the reason. */
interface Words {
  /** How many there are, whatever they are. */
  readonly words: number;
  readonly ids: DirectiveId[];
  until: string | undefined;
  badDate: boolean;
}

class DirectiveReader {
  readonly directives: Directive[] = [];
  readonly findings: Finding[] = [];

  constructor(readonly options: SuppressionOptions) {}

  read(source: SourceText): void {
    if (!source.text.includes('elasticlint-')) return;
    const open: DirectiveId[] = [];
    for (const match of source.text.matchAll(comment)) {
      const start = match.index + match[0].length - match[1]!.length;
      const range = { start, end: start + match[1]!.trimEnd().length };
      const kind = kinds.find((name) => name === match[2]);
      const line = source.position(start).line;
      if (!kind) {
        this.malformed(source, range, 'unknownDirective', { written: `elasticlint-${match[2]}` });
      } else if (kind === 'enable') {
        const { words, ids } = this.words(source, range, kind, match[3]!);
        const ended = open.filter(
          (id) => words === 0 || ids.some((named) => named.rule === id.rule),
        );
        for (const id of ended) {
          id.to = line;
          open.splice(open.indexOf(id), 1);
        }
      } else {
        const directive = this.directive(source, range, kind, line, match[3]!);
        if (directive && kind === 'disable') open.push(...directive.ids);
      }
    }
  }

  /** The rules and the date behind a directive; says what is wrong with them. */
  private words(source: SourceText, range: Range, kind: string, rest: string): Words {
    const restStart =
      range.start +
      source.slice(range).indexOf('elasticlint-') +
      'elasticlint-'.length +
      kind.length;
    const words = [...rest.split(/\s--(?:\s|$)/)[0]!.matchAll(/[^\s,]+/g)];
    const read: Words = { words: words.length, ids: [], until: undefined, badDate: false };
    for (const { 0: written, index } of words) {
      const place = { start: restStart + index, end: restStart + index + written.length };
      const date = /^until=(.*)$/.exec(written)?.[1];
      const rule = this.options.resolve(written);
      if (date !== undefined && isDay(date)) read.until = date;
      else if (date !== undefined) {
        this.malformed(source, place, 'badDate', { written: date });
        read.badDate = true;
      } else if (rule !== undefined) read.ids.push({ written, rule, range: place, to: 0 });
      else this.malformed(source, place, 'unknownRule', { written });
    }
    return read;
  }

  private directive(
    source: SourceText,
    range: Range,
    kind: string,
    line: number,
    rest: string,
  ): Directive | undefined {
    const { words, ids, until, badDate } = this.words(source, range, kind, rest);
    const onlyDate = words === 1 && (until !== undefined || badDate);
    if (words === 0 || onlyDate)
      this.malformed(source, range, 'noRule', { directive: `elasticlint-${kind}` });
    if (ids.length === 0 || badDate) return undefined;
    if (until !== undefined && until < this.options.today) {
      this.malformed(source, range, 'expired', { until });
      return undefined;
    }
    const reason = /\s--\s+(\S.*)$/.exec(rest.trimEnd())?.[1];
    if (reason === undefined && this.options.requireReason === true) {
      this.malformed(source, range, 'noReason', { directive: `elasticlint-${kind}` });
      return undefined;
    }
    const last = source.lineStarts.length + 1;
    const next = nextCodeLine(source, line);
    const from = { 'disable-next-line': next, 'disable-file': 1 }[kind] ?? line;
    const to = { 'disable-next-line': next, 'disable-line': line }[kind] ?? last;
    for (const id of ids) id.to = to;
    const directive = { source, range, from, ids, ...(reason !== undefined && { reason }) };
    this.directives.push(directive);
    return directive;
  }

  private malformed(
    source: SourceText,
    range: Range,
    message: string,
    data: Record<string, string>,
  ): void {
    this.findings.push(toFinding(this.options.own.malformed, { message, data, source, range }));
  }
}

/** Removes a directive, or those of its ids that silence nothing. */
function removal(directive: Directive, unused: Directive['ids']): Edit {
  const { source, range } = directive;
  const newText = (text: string, start: number, end: number): Edit => ({
    source,
    range: { start, end },
    text,
  });
  if (unused.length < directive.ids.length) {
    const start = directive.ids[0]!.range.start;
    const end = directive.ids.at(-1)!.range.end;
    let text = source.slice({ start, end });
    for (const id of [...unused].reverse()) {
      const before = text.slice(0, id.range.start - start).replace(/[\s,]+$/, '');
      const behind = text.slice(id.range.end - start);
      text = before + (before === '' ? behind.replace(/^[\s,]+/, '') : behind);
    }
    return newText(text, start, end);
  }
  const line = source.lineRange(source.position(range.start).line);
  const before = source.text.slice(line.start, range.start);
  if (before.trim())
    return newText('', range.start - (before.length - before.trimEnd().length), line.end);
  const next = source.lineStarts.find((start) => start > line.start) ?? source.text.length;
  return newText('', line.start, next);
}

/** Findings that remain, those that were silenced, and what is wrong with the comments themselves. */
export function applySuppressions(
  findings: readonly Finding[],
  sources: Iterable<SourceText>,
  options: SuppressionOptions,
): { findings: Finding[]; suppressed: Suppressed[] } {
  const reader = new DirectiveReader(options);
  for (const source of sources) reader.read(source);
  if (reader.directives.length === 0)
    return { findings: [...findings, ...reader.findings], suppressed: [] };
  const used = new Set<Directive['ids'][number]>();
  const suppressed: Suppressed[] = [];
  const kept = findings.filter((finding) => {
    const lines = [finding.source.position(finding.range.start).line, ...finding.anchors];
    let silencer: Directive | undefined;
    for (const directive of reader.directives) {
      if (directive.source !== finding.source) continue;
      for (const id of directive.ids.filter(({ rule }) => rule === finding.rule)) {
        if (!lines.some((line) => line >= directive.from && line <= id.to)) continue;
        used.add(id);
        silencer = directive;
      }
    }
    if (silencer)
      suppressed.push({
        finding,
        ...(silencer.reason !== undefined && { reason: maskSecrets(silencer.reason) }),
      });
    return !silencer;
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
  return { findings: [...kept, ...reader.findings, ...unused], suppressed };
}
