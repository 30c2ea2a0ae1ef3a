import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPath, distribution } from '../oracle/distributions.js';
import { run, utf16 } from './run.js';

/** Versions with Lucene 8, 9 and 10. */
const VERSIONS = ['7.17.28', '8.19.21', '9.5.3'];

/** Names of certificates, and what patterns might take for one. */
const NAMES = [
  '',
  'node.example.com',
  'node1.node.abc.cluster.def.account',
  'NODE.example.com',
  'es-01.example.com',
  'es-12.example.com',
  'nodeXexample.com',
  'a',
  'aa',
  'aaa',
  'ab',
  'b',
  'abab',
  'a.b',
  'a&b',
  'a~b',
  'a#b',
  'a<b>',
  'a"b',
  '^a$',
  'a\nb',
  'a-b',
  'a]b',
  'a}b',
  'a{2}',
  '5',
  '05',
  '42',
  'd',
  'n',
  '*',
  '|',
  '\\',
  '/',
  'é',
  '日本',
  '😀',
];

/** Patterns as they stand in the file. */
const PATTERNS = [
  ...[
    'node.example.com',
    '*.example.com',
    'node?.node.*',
    '*',
    '',
    '\\*',
    'a\\',
    'a\\b',
    'es-??.*',
  ],
  ...[
    '/',
    '//',
    '/a',
    '/a/',
    '/A/',
    '/./',
    '/.*/',
    '/.+/',
    '/a*/',
    '/a+/',
    '/a?/',
    '/(ab)+/',
    '/ab*/',
  ],
  ...['/node\\.example\\.com/', '/node.example.com/', '/.*\\.example\\.com/', '/es-[0-9]+\\..*/'],
  ...['/es-(01|02)\\.example\\.com/', '/es-[0-9]{2}\\.example\\.com/', '/node[0-9]*\\.node\\..*/'],
  ...[
    '/a{2}/',
    '/a{2,}/',
    '/a{1,2}/',
    '/a{,2}/',
    '/a{0}/',
    '/a{2/',
    '/a{}/',
    '/a{x}/',
    '/(a{1,2}){2}/',
  ],
  ...['/a|b/', '/a|/', '/|a/', '/(|a)/', '/()/', '/(a|b|aa)/', '/(a/', '/a)/', '/((a))/', '/a()b/'],
  ...[
    '/^a$/',
    '/\\^a\\$/',
    '/[ab]+/',
    '/[^a]/',
    '/[^ab]*/',
    '/[a-b]/',
    '/[b-a]/',
    '/[a-]/',
    '/[-a]/',
  ],
  ...[
    '/[]a]/',
    '/[a]b]/',
    '/[]/',
    '/[a/',
    '/[\\]a]/',
    '/[\\d]/',
    '/[\\w.]+/',
    '/[.]/',
    '/a[.&]b/',
    '/[^]]/',
  ],
  ...[
    '/@/',
    '/a@/',
    '/#/',
    '/a#b/',
    '/a\\#b/',
    '/~a/',
    '/a~b/',
    '/a\\~b/',
    '/~(a)/',
    '/[a~]/',
    '/a&b/',
  ],
  ...[
    '/.*&a.*/',
    '/a\\&b/',
    '/<1-50>/',
    '/<01-50>/',
    '/a<b>/',
    '/a\\<b\\>/',
    '/<a>/',
    '/a>/',
    '/>/',
    '/a}b/',
  ],
  ...['/a]b/', '/}/', '/]/', '/"a.b"/', '/"a/', '/a"b/', '/a\\"b/', '/""/', '/"a"+/', '/"\\\\"/'],
  ...[
    '/\\d/',
    '/\\d+/',
    '/\\D/',
    '/\\w+/',
    '/\\W/',
    '/\\s/',
    '/\\S+/',
    '/a\\sb/',
    '/\\n/',
    '/\\t/',
    '/\\a/',
  ],
  ...[
    '/\\Q/',
    '/\\x61/',
    '/\\./',
    '/\\\\/',
    '/\\/',
    '/\\//',
    '/a\\-b/',
    '/\\5/',
    '/\\1/',
    '/\\é/',
    '/é/',
  ],
  ...[
    '/😀/',
    '/日./',
    '/..\\//',
    '/[é-í]/',
    '/a**/',
    '/a+*/',
    '/a*?/',
    '/a+?/',
    '/a??/',
    '/(a*)*/',
    '/*/',
  ],
  ...[
    '/+/',
    '/?/',
    '/*a/',
    '/a|*/',
    '/{2}/',
    '/(?:a)/',
    '/(?i)a/',
    '/a\nb/',
    '/a.b/',
    '/.{3}/',
    '/.{1001}/',
  ],
  ...[
    '/(a|b)*/',
    '/(es|node).*\\.com/',
    '/[A-Za-z0-9-]+\\.example\\.com/',
    '/.*(node|es).*/',
    '/a.*b/',
  ],
];

const hex = (line: string): string => Buffer.from(line.slice(1), 'hex').toString('utf8');

/** Asks the class that reads the files of trust restrictions, in each version. */
export function recordTrustPatterns(): void {
  const input = PATTERNS.map((pattern) => [pattern, ...NAMES].map(utf16).join('\t')).join('\n');
  const program = fileURLToPath(new URL('TrustPatterns.java', import.meta.url));
  const answers = VERSIONS.map((version) => {
    const { home, jdk } = distribution(version);
    const command = join(jdk, 'bin', 'java');
    return run(command, ['-cp', classPath(home), program], `${input}\n`)
      .trimEnd()
      .split('\n');
  });
  const patterns = PATTERNS.map((pattern, row) => ({
    pattern,
    verdicts: Object.fromEntries(
      VERSIONS.map((version, at) => {
        const line = answers[at]![row]!;
        return [
          version,
          line.startsWith('-')
            ? { refused: hex(line) }
            : { matches: NAMES.flatMap((_, name) => (line[name + 1] === '1' ? [name] : [])) },
        ];
      }),
    ),
  }));
  const path = new URL('../../fixtures/oracle/trust-patterns.json', import.meta.url);
  const rows = patterns.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(
    path,
    `{\n  "names": ${JSON.stringify(NAMES)},\n  "patterns": [\n${rows}\n  ]\n}\n`,
  );
}

recordTrustPatterns();
