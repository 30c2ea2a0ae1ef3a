import { javaDouble, javaLong, javaWhole, greatestInt } from './numbers.js';
import { parseBytes } from './bytes.js';
import { refuse, type Refusal } from './refusal.js';
import { isTime } from './time.js';

/** Parsers that only one setting or one family has; each takes a text and says why it is refused, if it is. */

const isBlank = (text: string): boolean => /^\s*$/u.test(text);

/** `true`, `false`, or index patterns with `+` and `-` before them. */
export function autoCreate(text: string): Refusal | undefined {
  const patterns = text === '' ? [] : text.split(',');
  const bad = patterns.some((pattern) => isBlank(pattern) || /^\s*[+-]\s*$/.test(pattern));
  return bad ? refuse('has an index pattern that is empty') : undefined;
}

/** `false` or a range of numbers of replicas: `0-1`, `0-all`. */
export function autoExpand(text: string): Refusal | undefined {
  if (text === 'false') return undefined;
  const dash = text.indexOf('-');
  const [least, written] = [javaWhole(text.slice(0, dash)), text.slice(dash + 1)];
  const most = written === 'all' ? greatestInt : javaWhole(written);
  if (
    dash < 0 ||
    least === undefined ||
    most === undefined ||
    least > greatestInt ||
    most > greatestInt
  ) {
    return refuse('is no range of numbers of replicas');
  }
  return least > most ? refuse('begins above its end') : undefined;
}

/** A boolean, a ratio, or (later versions) a size in bytes. */
export function compoundFile(
  text: string,
  size?: (text: string) => bigint | Refusal,
): Refusal | undefined {
  if (/^(?:true|false)$/i.test(text.trim())) return undefined;
  const ratio = javaDouble(text);
  if (ratio !== undefined && !(ratio < 0 || ratio > 1)) return undefined;
  const bytes = ratio === undefined ? size?.(text) : undefined;
  if (typeof bytes === 'bigint' && bytes >= 0n) return undefined;
  return refuse('is neither a boolean, a ratio from 0 to 1 nor a size in bytes');
}

/** How much of a source the slow log holds: a number of characters, `true` for all, `false` for none. */
export function slowlogSource(text: string): Refusal | undefined {
  if (isBlank(text) || text === 'true' || text === 'false') return undefined;
  const value = javaWhole(text);
  return value !== undefined && value <= greatestInt && value >= -greatestInt - 1n
    ? undefined
    : refuse('is neither a boolean nor a number');
}

/** A point in time: milliseconds since 1970, or a full ISO date with time and zone. */
export function instant(text: string): Refusal | undefined {
  if (/^-?\d+(?:\.\d*)?$/.test(text)) {
    if (!/^-?\d{4}$/.test(text) && !(text.length > 17 && javaLong(text) === undefined))
      return undefined;
  }
  return /^\d{4}-[01]\d-[0-3]\dT[\d:.,]+(?:Z|[+-]\d\d:?\d\d)$/.test(text)
    ? undefined
    : refuse('is not a point in time');
}

/** How often scripts are compiled: `75/5m`. */
export function rate(text: string, words: readonly string[]): Refusal | undefined {
  if (words.includes(text)) return undefined;
  const parts = /^([^/]+)\/([^/]+)$/.exec(text);
  const count = parts && javaWhole(parts[1]!);
  if (!parts || count === null || count === undefined || count > greatestInt)
    return refuse('is no rate');
  if (count < 0n) return refuse('is a negative rate');
  return isTime(parts[2]!) ? undefined : refuse('has no time after its slash');
}

/** A name of a repository. */
export const repositoryName = (text: string): Refusal | undefined =>
  /[ "*\\<|,>/?#]/.test(text)
    ? refuse('has a character that no repository name may have')
    : undefined;

/** A pattern of Lucene: everything with wildcards, and regular expressions between slashes. */
export function automaton(text: string): Refusal | undefined {
  if (!text.startsWith('/')) return undefined;
  if (text.length === 1 || !text.endsWith('/'))
    return refuse('begins with a slash but does not end with one');
  const inner = text
    .slice(1, -1)
    .replace(/\\./gs, '')
    .replace(/\[[^\]]*\]/g, '');
  return /[[(]/.test(inner.replace(/\([^()]*\)/g, ''))
    ? refuse('is no regular expression')
    : undefined;
}

const rolloverCondition =
  /^\s*(?:(max|min)_(age|size|primary_shard_size|docs|primary_shard_docs))=(.+)$/s;

/** Conditions of a rollover: `max_age=7d,max_primary_shard_size=50gb`; only commas are none at all. */
export function rollover(text: string): Refusal | undefined {
  if (/^,+$/.test(text)) return undefined;
  const bad = text
    .replace(/,+$/, '')
    .split(',')
    .some((part) => {
      const [, end, what, value] = rolloverCondition.exec(part) ?? [];
      if (end === undefined) return true;
      if (what === 'age') return !(isTime(value!) || (end === 'max' && value === 'auto'));
      return what!.endsWith('size')
        ? typeof parseBytes(value!, true) !== 'bigint'
        : javaLong(value!) === undefined;
    });
  return bad ? refuse('is no list of rollover conditions') : undefined;
}
