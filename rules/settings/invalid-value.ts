import type { Fix } from '../../src/core/index.js';
import { replaceValue, writeValue } from '../../src/documents/edit.js';
import { shownValue, type SettingEntry } from '../../src/settings/entry.js';
import { judgeValue } from '../../src/settings/grammar/judge.js';
import { failsLater } from '../../src/settings/grammar/later.js';
import { defineRule } from '../../src/topology/rule.js';
import type { SettingSubject } from '../../src/topology/setting.js';

/** Spellings of booleans and units mean the same with their right form; anything else would be a guess. */
function respell(
  { entry }: SettingSubject,
  type: string,
  suggestion: string | undefined,
): Fix | undefined {
  const written = typeof entry.value === 'string' ? entry.value : '';
  const sameNumber = /^[\d.]+/.exec(written)?.[0] === /^[\d.]+/.exec(suggestion ?? '')?.[0];
  const respelt =
    type === 'boolean' ||
    (/^(?:time|bytes|memory)/.test(type) && sameNumber && /[a-z]/i.test(written));
  if (suggestion === undefined || !respelt || entry.items.length > 0) return undefined;
  const { source, mapping, pair } = entry.spots.at(-1)!;
  const value = type === 'boolean' ? suggestion === 'true' : suggestion;
  const edit = replaceValue(source, pair.value, writeValue(value, mapping.flow));
  return { safe: true, title: `write ${suggestion}`, edits: [edit] };
}

/** remote/address-shape says more of the addresses of remote clusters, but not of lists where one address must be. */
const isAddress = ({ key, value }: SettingEntry): boolean =>
  /^cluster\.remote\.[-\w]+\.seeds$/.test(key) ||
  (typeof value === 'string' && /^cluster\.remote\.[-\w]+\.proxy(?:_address)?$/.test(key));

export default defineRule({
  id: 'settings/invalid-value',
  severity: 'error',
  matter: 'invalid value',
  summary: 'a value that the setting does not take',
  messages: {
    invalid: {
      text: 'the value {value} of {key} {problem}',
      why: 'The node does not start, or the request is refused.',
      advice: 'Allowed: {allowed}',
    },
    meant: {
      text: 'the value {value} of {key} {problem}',
      why: 'The node does not start, or the request is refused.',
      advice: 'Write {suggestion}. Allowed: {allowed}',
    },
    later: {
      text: 'the value {value} of {key} {problem}',
      why: 'Elasticsearch takes it as it reads its settings, and fails on it when it uses them: the node stops while it starts.',
      advice: 'Allowed: {allowed}',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message: 'Failed to parse value [yes] as only [true] or [false] are allowed.',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'as a time value: unit is missing or unrecognized',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    { message: 'For input string: "foo"', versions: '9.5.3' },
    { message: 'Start port [9300] must be greater than end port [9200]', versions: '9.5.3' },
  ],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      if (entry.unknown) return;
      for (const version of subject.versions) {
        const setting = subject.in(version);
        const refused = setting && judgeValue(setting, entry.value, version);
        const bad = refused ?? (setting && failsLater(setting, entry.value));
        if (!setting || !bad || isAddress(entry)) continue;
        report({
          ...entry.valuePlace,
          message: !refused ? 'later' : bad.suggestion === undefined ? 'invalid' : 'meant',
          data: {
            key,
            value: setting.filtered ? '(hidden)' : shownValue(entry) || '""',
            problem: bad.problem,
            allowed: bad.allowed,
            suggestion: bad.suggestion ?? '',
          },
          setting: entry,
          fix: respell(subject, setting.type.name, bad.suggestion),
        });
        return;
      }
    },
  },
});
