import { type ValueType } from './type.js';

/** What a type takes, in words that end a sentence: `a time from 1s to 30d, such as 30s`. */
export function allowedValues(type: ValueType): string {
  const { name, item, words = [] } = type;
  if (name === 'list' || name === 'default-list')
    return `a list; each item is ${allowedValues(item!)}`;
  if (name === 'commas') return `texts with commas between them; each is ${allowedValues(item!)}`;
  if (name === 'roles')
    return `a list of roles: ${words.join(', ')}; voting_only needs master beside it`;
  if (name === 'filled-list') return `a list of at least one item; each is ${allowedValues(item!)}`;
  if (name === 'words') return oneOf(words);
  if (name === 'words-any-case') return oneOf(words);
  if (name === 'rate')
    return `a number of scripts in a time, such as 75/5m${words.map((word) => `, or ${word}`).join('')}`;
  return `${plain[name] ?? 'a text'}${range(type)}`;
}

const plain: Readonly<Record<string, string>> = {
  string: 'any text',
  nonempty: 'a text that is not empty',
  nonblank: 'a text that is not blank',
  trimmed: 'a text without blanks around it',
  boolean: 'true or false',
  int: 'a whole number',
  long: 'a whole number',
  float: 'a number',
  double: 'a number',
  time: 'a whole number with a unit of time (nanos, micros, ms, s, m, h, d)',
  'time-ms': 'a whole number with a unit of time (nanos, micros, ms, s, m, h, d)',
  'time-or-none': 'a whole number with a unit of time (nanos, micros, ms, s, m, h, d), or -1',
  'bytes-or-none': 'a number with a unit of size (b, kb, mb, gb, tb, pb), or -1',
  processors: 'a number of processors above 0 and not above what the machine has',
  rollover: 'conditions such as max_age=7d,max_primary_shard_size=50gb',
  bytes: 'a number with a unit of size (b, kb, mb, gb, tb, pb)',
  memory: 'a percentage of the heap or a number with a unit of size (b, kb, mb, gb, tb, pb)',
  'relative-bytes':
    'a percentage, a ratio from 0 to 1, or a number with a unit of size (b, kb, mb, gb, tb, pb)',
  'ratio-or-none': 'a percentage from 0% to 100% or a ratio from 0 to 1, or 0 for none',
  ratio: 'a percentage from 0% to 100% or a ratio from 0 to 1',
  pattern: 'a regular expression of Java',
  uri: 'a URI',
  'host-port': 'host:port with one port above 0',
  'optional-host-port': 'host:port with one port above 0, or nothing',
  'filter-rule':
    '_all, an IP address, an address with a mask, or a host name, with or without wildcards',
  'cluster-name': 'a text without a colon',
  'auto-create': 'true, false or a list of index patterns with + or - before them',
  'auto-expand': 'false or a range of numbers of replicas, such as 0-1 or 0-all',
  'compound-file': 'true, false or a ratio from 0 to 1',
  'compound-file-or-size': 'true, false, a ratio from 0 to 1 or a size in bytes',
  'slowlog-source': 'true, false or a number of characters',
  instant: 'a date with time and zone, or milliseconds since 1970',
  'repository-name': 'a name without blanks and without * , / \\ < > | ? # and quotes',
  automaton: 'a pattern with wildcards, or a regular expression between slashes',
  'shard-count': 'a number of shards or all',
  identifier: 'a letter and up to nine letters or digits',
  'ldap-attribute': 'the name or identifier of a standard LDAP attribute, such as CN or UID',
  never: 'nothing',
};

/** `one of a, b`, not too many. */
export function oneOf(words: readonly string[]): string {
  if (words.length === 1) return `only ${words[0]}`;
  const shown = words.slice(0, 24).join(', ');
  return `one of ${shown}${words.length > 24 ? ` and ${words.length - 24} more` : ''}`;
}

function range({ name, min, max }: ValueType): string {
  const unit = name.startsWith('ratio') ? '%' : '';
  if (min?.startsWith('>'))
    return `, above ${min.slice(1)}${unit}${max === undefined ? '' : ` and at most ${max}${unit}`}`;
  if (min !== undefined && max !== undefined) return `, from ${min}${unit} to ${max}${unit}`;
  if (min !== undefined) return `, at least ${min}${unit}`;
  return max === undefined ? '' : `, at most ${max}${unit}`;
}
