/** How a value is read: a parser's name and what narrows it. The text form is what schemas/settings.json holds. */
export interface ValueType {
  /** The parser: `boolean`, `int`, `time`, `bytes`, `words`, `list` … */
  readonly name: string;
  /** Bounds, both inclusive, in the parser's own notation: `1`, `10ms`, `64kb`. */
  readonly min?: string;
  readonly max?: string;
  /** The words that are accepted, of `words`. */
  readonly words?: readonly string[];
  /** What the items of a list are. */
  readonly item?: ValueType;
}

/**
 * Reads the text form: `int 1..100`, `time 1ms..`, `words a|b`, `list of seed`.
 *
 * @param text one line of the catalogue's `types`
 */
export function parseType(text: string): ValueType {
  const blank = text.indexOf(' ');
  if (blank < 0) return { name: text };
  const [name, rest] = [text.slice(0, blank), text.slice(blank + 1)];
  if (rest.startsWith('of ')) return { name, item: parseType(rest.slice(3)) };
  const bounds = /^(\S*)\.\.(\S*)$/.exec(rest);
  if (!bounds || name.startsWith('words')) return { name, words: rest.split('|') };
  const [, min, max] = bounds;
  return { name, ...(min ? { min } : {}), ...(max ? { max } : {}) };
}
