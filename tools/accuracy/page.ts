import { plural } from '../../src/reporters/summary.js';
import { artifactOf } from '../oracle/distributions.js';
import { rangesOf } from '../oracle/collapsed.js';
import type { AgreementByVersion } from '../oracle/agreement.js';
import { linkDifferences, linksSection } from './links.js';
import type { Accuracy, ByVersion } from './measure.js';

/** Where the page is. */
export const ACCURACY_PAGE = 'docs/accuracy.md';

/** The recordings, with what they are of. */
const RECORDINGS: readonly (readonly [file: string, what: string])[] = [
  ['values.json', 'what each setting’s own parser says of each value of a battery'],
  ['files.json', 'whole elasticsearch.yml files'],
  ['files-payloads.json', 'whole bodies of `PUT _cluster/settings`'],
  ['yaml.json', 'small files, each about one matter of YAML'],
  ['payloads.json', 'small bodies, each about one matter of JSON'],
  ['rules.json', 'the fixtures of the rules'],
  ['starts.json', 'nodes that were started with the fixtures of the rules'],
  ['links.json', 'links between two real clusters'],
];

/** Characters that would mean something in Markdown. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_<>|[\]]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');

const LONGEST = 300;
const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

function cell(counts: ByVersion, version: string): string {
  const count = counts.get(version);
  return count ? `${count.same} of ${count.recorded}` : '';
}

function total(counts: ByVersion): string {
  const sum = (what: 'same' | 'recorded'): number =>
    [...counts.values()].reduce((all, count) => all + count[what], 0);
  const [same, recorded] = [sum('same'), sum('recorded')];
  // rounded down: 100 % means all
  return `${same} of ${recorded} (${(Math.floor((same / recorded) * 10_000) / 100).toFixed(2)} %)`;
}

function* table(accuracy: Accuracy): Generator<string> {
  const { versions, settings, values, files, payloads, yaml, starts } = accuracy;
  const columns = [values, files, payloads, yaml, starts];
  yield '| Elasticsearch | settings | values | whole files | payloads | YAML | starts |';
  yield '|---|---|---|---|---|---|---|';
  for (const version of versions) {
    const cells = columns.map((counts) => cell(counts, version));
    yield `| ${[version, settings.get(version), ...cells].join(' | ')} |`;
  }
  yield `| all | | ${columns.map(total).join(' | ')} |`;
}

/** Each difference once, with the versions that it is true of. */
function* differences(title: string, counts: ByVersion, all: readonly string[]): Generator<string> {
  const where = new Map<string, string[]>();
  for (const [version, { differences: found }] of counts) {
    for (const { name, reason } of found) {
      const line = `- \`${name}\`: ${escaped(shortened(reason))}`;
      where.set(line, [...(where.get(line) ?? []), version]);
    }
  }
  yield `### ${title}`;
  yield '';
  const lines = [...where].map(([line, versions]) => `${line} (${rangesOf(versions, all)})`);
  yield* lines.length > 0 ? lines.sort() : ['None.'];
  yield '';
}

/** The differences with why they have to be. */
const withReasons = (counts: AgreementByVersion): ByVersion =>
  new Map(
    [...counts].map(([version, { recorded, same, differences: found }]) => [
      version,
      {
        recorded,
        same,
        differences: found.map(({ name, reason, why = 'no reason is known' }) => ({
          name,
          reason: `${reason}; ${why}`,
        })),
      },
    ]),
  );

/** What is said of whole files beside their verdicts: each text once, of how many files and in which versions. */
function* beside(
  title: string,
  counts: AgreementByVersion,
  all: readonly string[],
): Generator<string> {
  const where = new Map<string, { versions: Set<string>; names: Set<string> }>();
  for (const [version, { later: told }] of counts) {
    for (const { name, reason } of told) {
      const text = reason
        .replaceAll(`Elasticsearch ${version}`, 'this version')
        .replaceAll(version, 'this version');
      const group = where.get(text) ?? { versions: new Set(), names: new Set() };
      where.set(text, group);
      group.versions.add(version);
      group.names.add(name);
    }
  }
  yield `### ${title}`;
  yield '';
  const lines = [...where].map(([text, { versions, names }]) => {
    const files = plural(names.size, 'file');
    return `- ${escaped(shortened(text))}: ${files} (${rangesOf([...versions], all)})`;
  });
  yield* lines.length > 0 ? lines.sort() : ['None.'];
  yield '';
}

const EXAMPLES = 4;

function* later({ later: found, versions: all }: Accuracy): Generator<string> {
  for (const { key, problem, versions, values } of found) {
    const examples = values.slice(0, EXAMPLES).map((value) => `\`\`${value}\`\``);
    const more = values.length - examples.length;
    const shown = examples.join(', ') + (more > 0 ? ` and ${more} more` : '');
    yield `- \`${key}\` ${escaped(problem)}: ${shown} (${rangesOf(versions, all)})`;
  }
}

/** Certificate chains: agreement with two JDKs, and what OpenSSL sees in another way. */
function* chainSection({
  all,
  same,
  stricter,
  wrong,
  openssl,
}: Accuracy['chains']): Generator<string> {
  const list = (names: readonly string[]): string[] =>
    names.length > 0 ? names.map((name) => `- \`${name.replaceAll('|', '→')}\``) : ['None.'];
  yield '## Certificate chains';
  yield '';
  yield `${all} TLS handshakes with certificate chains of all kinds, for servers and clients, with and without a host to be checked, are`;
  yield 'recorded from `SSLEngine` of JDK 17 and 25 and from `openssl verify`';
  yield '([chain-matrix.json](../fixtures/oracle/chain-matrix.json)). We say whether Java completes them.';
  yield '';
  yield `- As both JDKs: ${same} of ${all}.`;
  yield `- The JDKs differ, and we refuse with the stricter one: ${stricter.length}.`;
  yield `- We differ otherwise: ${wrong.length}.`;
  yield '';
  yield '### Where the JDKs differ';
  yield '';
  yield* list(stricter);
  yield '';
  yield '### Where we differ from both';
  yield '';
  yield* list(wrong);
  yield '';
  yield '### Where OpenSSL sees it in another way';
  yield '';
  yield 'The same differences are passed over by `elasticlint lint --prove`, which does handshakes with the OpenSSL of Node.js.';
  yield '';
  yield '| why | handshakes |';
  yield '|---|---|';
  const rows = [...openssl].sort(([, one], [, other]) => other - one);
  for (const [why, count] of rows) yield `| ${escaped(why)} | ${count} |`;
  yield '';
}

/**
 * docs/accuracy.md: how often we say what Elasticsearch says, by version, and every single thing in which we do not.
 *
 * @param dates when each recording was made, by name
 */
export function accuracyPage(accuracy: Accuracy, dates: Readonly<Record<string, string>>): string {
  const { versions, values, files, payloads, yaml, starts } = accuracy;
  const lines = [
    '<!-- Generated by `npm run accuracy` from the recordings. Do not edit. -->',
    '# Accuracy',
    '',
    'How often elasticlint says what real Elasticsearch says. The verdicts of Elasticsearch are recorded in',
    '[fixtures/oracle](../fixtures/oracle/README.md); this page compares them with ours, and lists every difference.',
    '',
    '- **settings**: settings of the version whose values were asked (all but secure ones).',
    '- **values**: verdicts on single values, by the parser of each setting ([how](../fixtures/oracle/values.md)).',
    '- **whole files**, **payloads**: refused or not, and for which keys, as people write and mistype them.',
    '- **YAML**: small files that each show one matter of parsing; the same settings come out, or both refuse.',
    '- **starts**: real nodes that were started with a file; refused, and we say an error, or neither.',
    '',
    '## By version',
    '',
    ...table(accuracy),
    '',
    ...linksSection(accuracy.links),
    '## What was asked',
    '',
    `The distributions that Maven Central has: \`${artifactOf('<version>')}\`, version ${versions.join(', ')}.`,
    '',
    '| recording | of | recorded |',
    '|---|---|---|',
    ...RECORDINGS.map(([file, what]) => {
      const date = dates[file];
      if (date === undefined) throw new Error(`fixtures/oracle/recorded.json lacks ${file}`);
      return `| [${file}](../fixtures/oracle/${file}) | ${what} | ${date} |`;
    }),
    '',
    '## Where we differ',
    '',
    ...differences('Values', values, versions),
    ...differences('Whole files', withReasons(files), versions),
    ...differences('Payloads', withReasons(payloads), versions),
    ...differences('YAML', yaml, versions),
    ...differences('Starts', starts, versions),
    ...chainSection(accuracy.chains),
    ...linkDifferences(accuracy.links),
    '## What fails later',
    '',
    'What Elasticsearch accepts when it reads its settings, and a node fails on when it starts or uses them. These verdicts are',
    'ours; above, they count as accepted.',
    '',
    '### Values of the battery',
    '',
    ...later(accuracy),
    '',
    ...beside('In whole files', files, versions),
    ...beside('In payloads', payloads, versions),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
