import type { Fix, Place } from '../../src/core/index.js';
import { inBraces } from '../../src/documents/edit.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

/** The values of a setting that stand in brackets or braces: items of a list, or the value itself. */
function bracketed({ spots, source }: SettingEntry): readonly Place[] {
  const spot = spots.at(-1);
  const value = spot?.pair.value;
  if (!spot || !value || value.kind === 'mapping') return [];
  if (value.kind === 'scalar') return inBraces(spot) ? [{ source, range: value.range }] : [];
  return value.flow ? value.items.map(({ range }) => ({ source, range })) : [];
}

function quoted({ source, range }: Place): Fix {
  const text = JSON.stringify(source.slice(range));
  return { safe: true, title: 'put the value in quotes', edits: [{ source, range, text }] };
}

export default defineRule({
  id: 'yaml/placeholder-in-brackets',
  severity: 'error',
  summary: 'a placeholder without quotes in brackets, which versions before 8.2 do not parse',
  messages: {
    brace: {
      text: 'the value with {placeholder} in brackets needs quotes until 8.1',
      why: 'Before 8.2 the file is parsed before placeholders are replaced, and in brackets the { begins a map: the node does not start.',
      advice: 'Put the value in double quotes.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message: "expected ',' or ']', but got {",
      versions: '7.17.28, 8.0.0, 8.1.1; not 8.2.3',
    },
    {
      message: 'only value lists are allowed in serialized settings',
      versions: '7.17.28, 8.0.0; not 8.4.3',
    },
  ],
  onlyFor: ['before 8.2'],
  on: {
    setting({ entry, cluster }, { report }) {
      if (entry.layer !== 'yml' || cluster.versions.atLeast('8.2')) return;
      for (const place of bracketed(entry)) {
        const written = place.source.slice(place.range);
        const placeholder = /\$\{[^}]*\}?/.exec(written)?.[0];
        if (/^["']/.test(written) || placeholder === undefined) continue;
        report({
          ...place,
          message: 'brace',
          data: { placeholder },
          setting: entry,
          fix: quoted(place),
        });
      }
    },
  },
});
