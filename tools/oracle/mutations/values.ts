import type { Random } from './random.js';

/** Makes another value of a value as it is written; undefined where the kind of mistake does not apply to it. */
export type ValueMutation = (value: string, random: Random) => string | undefined;

/** Mistakes in values as people make them, by name. */
export const VALUE_MUTATIONS: Readonly<Record<string, ValueMutation>> = {
  'value-cut': (value, random) =>
    /^[\w./:%-]{4,}$/.test(value) ? value.slice(0, 1 + random.below(value.length - 1)) : undefined,
  'unit-dropped': (value) => /^(-?[\d.]+) ?(%|[a-z]+)$/i.exec(value)?.[1],
  'unit-changed': (value, random) =>
    withUnit(value, (unit) => random.pick(OTHER_UNITS[unit] ?? [])),
  'unit-capital': (value) => withUnit(value, (unit) => changed(unit, unit.toUpperCase())),
  'unit-apart': (value) => withUnit(value, (unit) => ` ${unit}`),
  'unit-added': (value, random) =>
    /^\d+$/.test(value) ? value + (random.pick(['s', 'mb', '%', 'b']) ?? '') : undefined,
  'number-fraction': (value) =>
    /^\d+(?=\D*$)/.test(value) ? value.replace(/^\d+/, '$&.5') : undefined,
  'number-negative': (value) => (/^\d/.test(value) ? `-${value}` : undefined),
  'number-huge': (value) => (/^\d+/.test(value) ? value.replace(/^\d+/, '99999999999') : undefined),
  'number-zero': (value) => (/^\d+/.test(value) ? value.replace(/^\d+/, '0') : undefined),
  'number-spelling': (value, random) =>
    /^\d{2,}$/.test(value)
      ? random.pick([
          `0${value}`,
          `0x${value}`,
          `${value.slice(0, 1)}_${value.slice(1)}`,
          `${value}.0`,
        ])
      : undefined,
  'boolean-word': (value, random) => boolean(value, random, ['yes', 'on'], ['no', 'off']),
  'boolean-quoted-word': (value, random) =>
    boolean(value, random, ['"yes"', "'on'", '"True"'], ['"no"', "'off'", '"False"']),
  'boolean-number': (value, random) => boolean(value, random, ['1'], ['0']),
  'boolean-capital': (value, random) =>
    boolean(value, random, ['True', 'TRUE'], ['False', 'FALSE']),
  'boolean-typo': (value, random) =>
    boolean(value, random, ['ture', 'enabled', 'treu'], ['flase', 'disabled', 'none']),
  'word-capital': (value) => (/^[a-z_]{3,}$/.test(value) ? value.toUpperCase() : undefined),
  'word-typo': (value) =>
    /^[a-z_]{4,}$/.test(value) ? value.slice(0, 2) + value.slice(3) : undefined,
  'quoted-double': (value) => (isPlain(value) ? `"${value}"` : undefined),
  'quoted-single': (value) => (isPlain(value) ? `'${value}'` : undefined),
  unquoted: (value) => /^(["'])(.*)\1$/.exec(value)?.[2],
  'smart-quotes': (value) => (isPlain(value) ? `\u201c${value}\u201d` : undefined),
  'quote-left-open': (value) => (isPlain(value) ? `"${value}` : undefined),
  'value-empty': (value) => (isPlain(value) ? '""' : undefined),
  'value-semicolon': (value, random) =>
    isPlain(value) ? value + (random.pick([';', ',', '.']) ?? '') : undefined,
  'value-blank-inside': (value) => (isPlain(value) ? `" ${value}"` : undefined),
  'placeholder-unset': (value) => (isPlain(value) ? '${ORACLE_UNSET}' : undefined),
  'placeholder-default': (value) => (isPlain(value) ? `\${ORACLE_UNSET:${value}}` : undefined),
  'list-for-text': (value) => (isPlain(value) ? `[${value}]` : undefined),
  'list-of-two': (value) => (isPlain(value) ? `[${value}, other]` : undefined),
  'list-unbracketed': (value) => /^\[ ?(.+?) ?\]$/.exec(value)?.[1],
  'list-left-open': (value) => (/^\[.+\]$/.test(value) ? value.slice(0, -1) : undefined),
  'list-as-text': (value) =>
    /^\[[^"']+\]$/.test(value) ? `"${value.slice(1, -1).trim()}"` : undefined,
  'port-lost': (value) =>
    /:\d+(?=\W*$)/.test(value) ? value.replace(/:\d+(?=\W*$)/, '') : undefined,
  'scheme-added': (value) =>
    /^"?[\w.-]+:\d+"?$/.test(value) ? value.replace(/^"?/, '$&https://') : undefined,
  'port-range': (value) =>
    /:\d+$/.test(value) ? `${value}-${value.split(':').at(-1)}` : undefined,
};

const OTHER_UNITS: Readonly<Record<string, readonly string[]>> = {
  ms: ['msec', 'millis', 's'],
  s: ['sec', 'seconds', 'ms'],
  m: ['min', 'minutes', 'M'],
  h: ['hr', 'hours'],
  d: ['day', 'days', 'w'],
  kb: ['KiB', 'ko', 'k'],
  mb: ['MiB', 'mbit', 'm'],
  gb: ['GiB', 'go', 'g'],
  tb: ['TiB', 't'],
  '%': [' %', 'percent', 'gb', '%%'],
};

function withUnit(value: string, change: (unit: string) => string | undefined): string | undefined {
  const parts = /^(-?[\d.]+)(%|[a-z]+)$/i.exec(value);
  const unit = parts?.[2] === undefined ? undefined : change(parts[2]);
  return parts?.[1] === undefined || unit === undefined ? undefined : parts[1] + unit;
}

function changed(before: string, after: string): string | undefined {
  return before === after ? undefined : after;
}

function boolean(
  value: string,
  random: Random,
  forTrue: readonly string[],
  forFalse: readonly string[],
): string | undefined {
  const plain = value.replace(/^"(.*)"$/, '$1').toLowerCase();
  if (plain !== 'true' && plain !== 'false') return undefined;
  return random.pick(plain === 'true' ? forTrue : forFalse);
}

/** A scalar of one line without quotes, brackets or anything else that means something to YAML. */
function isPlain(value: string): boolean {
  return /^[\w./+%-][\w./+%:@-]*$/.test(value);
}
