import type { SourceText } from './text.js';

/** Lines of a text with their line ends; the last one may have none. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A line that stays, goes or comes, with its number (from 0) in the old and the new text. */
interface Step {
  readonly kind: ' ' | '-' | '+';
  readonly old: number;
  readonly new: number;
}

/** Above it lines are not matched any more: all go, and all come. */
const mostChanges = 1000;

/**
 * The shortest way from one list of lines to another (Myers, “An O(ND) Difference Algorithm”, 1986).
 *
 * @returns for each number of changes how far each diagonal reaches; undefined when it takes more than `mostChanges`
 */
function reach(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let ends = new Map([[1, 0]]);
  for (let changes = 0; changes <= mostChanges; changes++) {
    const next = new Map<number, number>();
    for (let k = -changes; k <= changes; k += 2) {
      const down = k === -changes || (k !== changes && far(ends, k - 1) < far(ends, k + 1));
      let x = down ? far(ends, k + 1) : far(ends, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...trace, next];
    }
    trace.push(next);
    ends = next;
  }
  return undefined;
}

const far = (ends: ReadonlyMap<number, number>, k: number): number => ends.get(k) ?? -1;

function steps(a: readonly string[], b: readonly string[]): Step[] {
  const trace = reach(a, b);
  if (!trace)
    return [
      ...a.map((_, old): Step => ({ kind: '-', old, new: 0 })),
      ...b.map((_, at): Step => ({ kind: '+', old: a.length, new: at })),
    ];
  const backwards: Step[] = [];
  let [x, y] = [a.length, b.length];
  for (let changes = trace.length - 1; x > 0 || y > 0; changes--) {
    const k = x - y;
    const before = trace[changes - 1] ?? new Map([[1, 0]]);
    const down = k === -changes || (k !== changes && far(before, k - 1) < far(before, k + 1));
    const start = changes === 0 ? 0 : far(before, down ? k + 1 : k - 1);
    const turn = changes === 0 ? 0 : down ? start : start + 1;
    while (x > turn) backwards.push({ kind: ' ', old: --x, new: --y });
    if (changes === 0) break;
    if (down) backwards.push({ kind: '+', old: x, new: --y });
    else backwards.push({ kind: '-', old: --x, new: y });
  }
  return backwards.reverse();
}

/** Steps in groups that are at most twice the context apart, with the context around them. */
function hunks(all: readonly Step[], context: number): Step[][] {
  const groups: { from: number; to: number }[] = [];
  all.forEach(({ kind }, at) => {
    if (kind === ' ') return;
    const last = groups.at(-1);
    const from = Math.max(0, at - context);
    if (last && from <= last.to) last.to = at + context + 1;
    else groups.push({ from, to: at + context + 1 });
  });
  return groups.map(({ from, to }) => all.slice(from, to));
}

const span = (start: number, count: number): string =>
  count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;

/** A path as git and patch read it: one with blanks is ended by a tab, one with control characters is quoted. */
function header(prefix: string, path: string): string {
  // eslint-disable-next-line no-control-regex -- they are what this is about
  if (/[\x00-\x1f"\\]/.test(path)) return JSON.stringify(prefix + path);
  return prefix + path + (path.includes(' ') ? '\t' : '');
}

/**
 * A unified diff of two texts of one file, as git and patch read it. Secrets are shown as dots.
 *
 * @returns nothing when the texts are the same
 */
export function unifiedDiff(before: SourceText, after: SourceText, context = 3): string {
  const [a, b] = [before, after].map(({ text }) => linesOf(text)) as [string[], string[]];
  const groups = hunks(steps(a, b), context);
  if (groups.length === 0) return '';
  const [old, young] = [new ShownLines(before), new ShownLines(after)];
  const lines = [`--- ${header('a/', before.path)}\n`, `+++ ${header('b/', before.path)}\n`];
  for (const group of groups) {
    const first = group[0]!;
    const removed = group.filter(({ kind }) => kind !== '+').length;
    const added = group.filter(({ kind }) => kind !== '-').length;
    lines.push(`@@ -${span(first.old, removed)} +${span(first.new, added)} @@\n`);
    for (const step of group)
      lines.push(step.kind + (step.kind === '+' ? young.line(step.new) : old.line(step.old)));
  }
  return lines.join('');
}

/** The lines of a source as a diff has them: secrets masked, line ends kept, the byte order mark in front. */
class ShownLines {
  readonly #starts: number[];

  constructor(readonly source: SourceText) {
    let at = 0;
    this.#starts = linesOf(source.text).map((line) => (at += line.length) - line.length);
  }

  line(index: number): string {
    const { source } = this;
    const start = this.#starts[index]!;
    const end = this.#starts[index + 1] ?? source.text.length;
    const body = source.slice({ start, end }).replace(/\r?\n$/, '');
    const shown = source.shownSlice({ start, end: start + body.length });
    const ending = source.text.slice(start + body.length, end);
    const mark = index === 0 && source.hadBom ? '\uFEFF' : '';
    return mark + shown + (ending === '' ? '\n\\ No newline at end of file\n' : ending);
  }
}
