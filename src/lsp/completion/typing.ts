/** What is being written at a place of a YAML or JSON text. */
export interface Typing {
  /** The keys of the mappings around it, outermost first. */
  readonly parents: readonly string[];
  readonly what: 'key' | 'value';
  /** The part of the word before the cursor, without quotes. */
  readonly typed: string;
  /** The word that a completion replaces, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Of a key: a colon follows already. */
  readonly hasColon: boolean;
  /** Of a value: its key. */
  readonly key?: string;
  /** Of a value: it is one of several. */
  readonly isItem: boolean;
  /** A text of JSON, which stands in double quotes. */
  readonly json: boolean;
  /** The quote that the word begins with, if it does. */
  readonly quote: string;
}

const keyLine =
  /^([ \t]*)((?:-[ \t]+)*)(?:"([^"]*)"|'([^']*)'|([^\s"'#{}[\],:][^#{}[\],]*?))[ \t]*:(?=[ \t]|$)(.*)$/;

/** The line that an offset is in. */
function lineAt(text: string, offset: number): { start: number; end: number } {
  const start =
    Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const rest = /[\r\n]/.exec(text.slice(offset));
  return { start, end: rest ? offset + rest.index : text.length };
}

/** The end of a line's text before its comment, as far as quotes allow. */
function isInComment(before: string): boolean {
  let quote = '';
  for (let at = 0; at < before.length; at++) {
    const letter = before[at]!;
    if (quote) {
      if (letter === quote) quote = '';
    } else if ((letter === '"' || letter === "'") && /(?:^|[\s[{,:-])$/.test(before.slice(0, at)))
      quote = letter;
    else if (letter === '#' && (at === 0 || /\s/.test(before[at - 1]!))) return true;
  }
  return false;
}

/** The keys of the block mappings around a line, by indentation; half-written lines on the way do not matter. */
function parentsAbove(text: string, lineStart: number, indent: number, dash: boolean): string[] {
  const parents: string[] = [];
  let below = indent;
  // the items of a list may stand right below their key
  let level = dash;
  for (let end = lineStart - 1; end > 0 && (below > 0 || level);) {
    const { start } = lineAt(text, end);
    const line = text.slice(start, end).replace(/\r$/, '');
    end = start - 1;
    const match = keyLine.exec(line);
    if (!match) continue;
    const [, blanks, dashes, double, single, plain, value] = match;
    const column = blanks!.length + dashes!.length;
    const isParent = /^\s*(?:#.*|[&!]\S*\s*)?$/.test(value!);
    if (column < below || (level && column === below)) {
      if (isParent) parents.unshift((double ?? single ?? plain)!);
      below = column;
      level = false;
      if (dashes) {
        below = blanks!.length;
        level = true;
      }
    }
  }
  return parents;
}

/** The open brackets of a stretch of one line, with the keys before them. */
function openBrackets(before: string): {
  open: { bracket: string; key: string | undefined }[];
  rest: number;
} {
  const open: { bracket: string; key: string | undefined }[] = [];
  let rest = 0;
  let quote = '';
  for (let at = 0; at < before.length; at++) {
    const letter = before[at]!;
    if (quote) {
      if (letter === quote) quote = '';
      continue;
    }
    if ((letter === '"' || letter === "'") && /^[\s[{,:]*$/.test(before.slice(rest, at).slice(-1)))
      quote = letter;
    else if (letter === '{' || letter === '[') {
      const key = /(?:^|[\s,{-])["']?([^\s"',{}[\]]+?)["']?\s*:\s*$/.exec(before.slice(0, at))?.[1];
      if (open.length > 0 || key !== undefined || /^[\s-]*$/.test(before.slice(0, at))) {
        open.push({ bracket: letter, key });
        rest = at + 1;
      }
    } else if ((letter === '}' || letter === ']') && open.length > 0) {
      open.pop();
      rest = at + 1;
    } else if (letter === ',' && open.length > 0) rest = at + 1;
  }
  return { open, rest };
}

const wordEnd = /^[^\s,:#\]}"']*/;

/** What is being written at an offset of a YAML text, whatever state the text is in; undefined where nothing of ours can stand. */
export function typingInYml(text: string, offset: number): Typing | undefined {
  const line = lineAt(text, offset);
  const before = text.slice(line.start, offset);
  const after = text.slice(offset, line.end);
  if (isInComment(before)) return undefined;
  const lead = /^([ \t]*)((?:-(?:[ \t]+|$))*)/.exec(before)!;
  const dash = lead[2] !== '';
  const indent = lead[0].length;
  const around = (): string[] =>
    parentsAbove(text, line.start, dash ? lead[1]!.length : indent, dash);
  const { open, rest } = openBrackets(before);
  const inner = open.length > 0 ? before.slice(rest) : before.slice(lead[0].length);
  const parents = open.flatMap(({ key }) => key ?? []);
  const common = { json: false };
  const value = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s"'#:][^#]*?))[ \t]*:[ \t]+(["']?)([^"']*)$/.exec(
    inner,
  );
  const bracket = open.at(-1)?.bracket;
  if (bracket !== '[' && value) {
    const [, double, single, plain, quote, typed] = value;
    const closing = quote && after.startsWith(quote) ? 1 : 0;
    const length = wordEnd.exec(after)![0].length;
    return {
      ...common,
      parents: [...around(), ...parents],
      what: 'value',
      typed: typed!,
      start: offset - typed!.length - quote!.length,
      end: offset + length + (quote && after[length] === quote ? 1 : length === 0 ? closing : 0),
      hasColon: true,
      key: double ?? single ?? plain!,
      isItem: false,
      quote: quote!,
    };
  }
  const word = /^\s*(["']?)([^\s"',]*)$/.exec(inner);
  if (!word) return undefined;
  const [, quote, typed] = word as unknown as [string, string, string];
  const length = wordEnd.exec(after)![0].length;
  const closing = quote && after[length] === quote ? 1 : 0;
  const end = offset + length + closing;
  const place = { typed, start: offset - typed.length - quote.length, end, quote };
  const outer = around();
  if (bracket === '[') {
    const keys = [...outer, ...parents];
    return {
      ...common,
      ...place,
      parents: keys.slice(0, -1),
      what: 'value',
      hasColon: true,
      key: keys.at(-1),
      isItem: true,
    };
  }
  const hasColon = /^[ \t]*:/.test(text.slice(end, line.end));
  if (bracket === undefined && dash && !hasColon && outer.length > 0) {
    return {
      ...common,
      ...place,
      parents: outer.slice(0, -1),
      what: 'value',
      hasColon,
      key: outer.at(-1)!,
      isItem: true,
    };
  }
  return {
    ...common,
    ...place,
    parents: [...outer, ...parents],
    what: 'key',
    hasColon,
    isItem: false,
  };
}
