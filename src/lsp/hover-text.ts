import type { SettingPage } from '../settings/setting-page.js';
import type { Setting } from '../settings/setting.js';
import type { ValueType } from '../settings/grammar/type.js';
import type { Versions } from '../settings/versions.js';
import { minorOf } from '../settings/versions.js';

/** The most lines a hover has: more would bury the answer. */
export const mostLines = 12;
/** The most letters of one line. */
const mostLetters = 160;

const typeNames: Readonly<Record<string, string>> = {
  words: 'word',
  'words-any-case': 'word',
  int: 'whole number',
  long: 'whole number',
  float: 'number',
  double: 'number',
  string: 'text',
  nonempty: 'text',
  nonblank: 'text',
  trimmed: 'text',
  'time-ms': 'time',
  roles: 'list of roles',
};

/** A type in a word or two, such as `time` or `list of text`. */
export function typeName({ name, item }: ValueType): string {
  return item ? `list of ${typeName(item)}` : (typeNames[name] ?? name.replaceAll('-', ' '));
}

/** A line that is not too long; what is cut off is on the page. */
export function cut(line: string, url?: string): string {
  if (line.length <= mostLetters) return line;
  const end = line.lastIndexOf(' ', mostLetters);
  return `${line.slice(0, end).replace(/,$/, '')} …${url === undefined ? '' : ` (all: ${url})`}`;
}

/** How a text is marked up, or not. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly code: (text: string) => string;
  readonly link: (text: string, url: string) => string;
}

export const markdown: Style = {
  strong: (text) => `**${escaped(text)}**`,
  code: (text) => `\`${text.replaceAll('`', "'")}\``,
  link: (text, url) => `[${text}](${url})`,
};

export const plainText: Style = {
  strong: (text) => text,
  code: (text) => text,
  link: (text, url) => `${text}: ${url}`,
};

/** A text in Markdown that means itself. */
export const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

/** What is always said first: type, default, whether it is dynamic, since when, deprecated. */
export function headOf(asked: string, setting: Setting, page: SettingPage, style: Style): string {
  const { default: value, computedDefault } = setting;
  const parts = [
    typeName(setting.type),
    value === undefined
      ? computedDefault
        ? 'default computed by the node'
        : 'no default'
      : `default ${style.code(value === '' ? '(empty)' : cut(value))}`,
    setting.secure
      ? 'in the keystore'
      : setting.dynamic
        ? 'dynamic'
        : setting.operatorDynamic
          ? 'dynamic for operators'
          : 'static',
    ...(page.since === undefined ? [] : [`since ${page.since}`]),
    ...(page.until === undefined ? [] : [`up to ${page.until}`]),
    ...(setting.deprecated ? ['deprecated'] : []),
  ];
  return `${style.strong(asked)} · ${parts.join(' · ')}`;
}

/** The lines about a setting: what it is, what it takes, how it is set, and where to read on. */
export function settingLines(
  asked: string,
  setting: Setting,
  page: SettingPage,
  versions: Versions,
  style: Style,
): string[] {
  const facts =
    page.facts.findLast(({ to }) => to === minorOf(versions.newest)) ?? page.facts.at(-1);
  return [
    headOf(asked, setting, page, style),
    ...(page.description === undefined ? [] : [page.description]),
    ...(page.successor === undefined ? [] : [`Instead: ${page.successor}`]),
    `Value: ${cut(facts?.allowed ?? '', page.url)}`,
    ...(setting.fallback === undefined
      ? []
      : [`Not set: takes the value of ${style.code(setting.fallback)}`]),
    ...(facts === undefined ? [] : [`Set ${facts.change}`]),
  ];
}
