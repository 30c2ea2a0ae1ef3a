import { describe, expect, it } from 'vitest';
import { toFinding } from '../../src/core/run.js';
import type { Finding } from '../../src/core/finding.js';
import { SourceText } from '../../src/core/text.js';
import { parseBytes } from '../../src/documents/parse.js';
import { lint } from '../../src/index.js';
import { json } from '../../src/reporters/json.js';
import { noColors, pretty } from '../../src/reporters/pretty.js';
import { sarif } from '../../src/reporters/sarif.js';
import { context, findingAt, reportOf } from './fixtures/findings.js';
import { processorTime } from '../processor.js';

const canary = 'canary-bird-77';

/** A file with findings on every line, which are each other's related places. */
function everywhere(source: SourceText): Finding[] {
  const lines = Array.from({ length: source.lineCount }, (_, n) => ({
    source,
    range: source.lineRange(n + 1),
  }));
  return [source.whole(), ...lines].map((place) =>
    findingAt(place, { related: [{ ...source.whole(), message: 'the same file' }] }),
  );
}

/** What all formats say of findings, one text each. */
function outputs(findings: readonly Finding[]): Record<string, string> {
  const report = reportOf(findings);
  return {
    json: json(report),
    sarif: sarif(report, context),
    pretty: pretty(report, { colors: noColors, width: 400 }),
    narrow: pretty(report, { colors: noColors, width: 40 }),
  };
}

const key64 = 'Y2FuYXJ5LWJpcmQtNzc6Y2FuYXJ5LWJpcmQtNzctc2VjcmV0';
const pem = `-----BEGIN PRIVATE KEY-----\nMIIE${canary}\n${canary}QUFB\n-----END PRIVATE KEY-----\n`;

describe('a secret', () => {
  it.each([
    ['a password in the clear', `bootstrap.password: ${canary}\n`],
    ['a quoted one', `xpack.security.http.ssl.keystore.password: "${canary}"\n`],
    ['a nested one', `xpack:\n  http:\n    proxy:\n      password: ${canary}\n`],
    ['one in a comment', `cluster.name: a\n# bootstrap.password: ${canary}\n`],
    ['one in a comment without a blank', `#secret_key: ${canary}\n`],
    ['one in an address', `a: https://elastic:${canary}@es.example.com:9243\n`],
    ['one in an address in a message', `# see http://x:${canary}@y, and http://z:${canary}@y\n`],
    ['an encoded API key', `cluster.remote.two.credentials: ${key64}\n`],
    ['an encoded API key at an odd place', `node.attr.note: ${key64}\n`],
    ['one after an emoji', `a: "\u{1F600}"\n# token: ${canary}\n`],
  ])('is in no output: %s', (_, text) => {
    for (const content of [text, text.replaceAll('\n', '\r\n')]) {
      for (const [format, output] of Object.entries(
        outputs(everywhere(new SourceText('a.yml', content))),
      )) {
        expect(output, format).not.toContain(canary);
        expect(output, format).not.toContain(key64);
      }
    }
  });

  it.each(['a-', 'a.', 'eyJ', 'secret', 'http://:', '-----BEGIN'])(
    'is looked for quickly in a long line of %j',
    async (part) => {
      const source = new SourceText('a.yml', part.repeat(50_000 / part.length));
      const look = (): void => expect(source.shownLine(1)).toHaveLength(source.text.length);
      expect(await processorTime(look)).toBeLessThan(5000);
    },
  );

  it('leaves the rest of its line to be read', () => {
    const { pretty: text } = outputs(
      everywhere(new SourceText('a.yml', `bootstrap.password: ${canary}\n`)),
    );
    expect(text).toContain(`bootstrap.password: ${'•'.repeat(canary.length)}`);
  });

  it.each([
    ['elasticsearch.yml', `a:\n  b: { keystore.secure_password: ${canary} }\n`],
    [
      'elasticsearch.yml',
      `xpack.security.transport.ssl.keystore.secure_password: |\n  ${canary}\n  ${canary}\n`,
    ],
    [
      'elasticsearch.yml',
      `xpack.notification.slack.account.x.secure_url: ['${canary}', "${canary}"]\n`,
    ],
    ['settings.json', `{"persistent":{"xpack.http.proxy.secure_password":"${canary}"}}\n`],
    ['key.pem', pem],
    ['certs.pem', `-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${pem}`],
  ])('is in no output where a reader of %s marked it', async (path, text) => {
    const { files } = await lint({ [path]: text });
    const [source = parseBytes(path, new TextEncoder().encode(text)).source] = files;
    expect(source.text).toContain(canary);
    for (const [format, output] of Object.entries(outputs(everywhere(source)))) {
      expect(output, format).not.toContain(canary);
    }
  });

  it('is in no fix: the SARIF leaves such a fix out', () => {
    const source = new SourceText('a.yml', `odd.setting: "${canary}"\nb: 1\n`);
    source.markSecret({ start: 13, end: 13 + canary.length + 2 });
    const inserted = [
      `odd.setting: ${canary}\n`,
      `bootstrap.password: other\n`,
      `a: 1\r\nb: https://x:hidden@y\r\n`,
      pem,
    ];
    for (const text of inserted) {
      const fix = { safe: true, title: 'move it', edits: [{ ...source.firstLine(), text }] };
      const written = outputs([findingAt(source.firstLine(), { fix })])['sarif']!;
      expect(written).not.toContain('fixes');
      expect(written).not.toMatch(new RegExp(`${canary}|hidden|: other`));
    }
    const fix = {
      safe: true,
      title: 'say it',
      edits: [{ ...source.firstLine(), text: 'odd.setting: x' }],
    };
    expect(outputs([findingAt(source.firstLine(), { fix })])['sarif']).toContain('odd.setting: x');
  });

  it('is in no message and no title, whatever a rule hands in', () => {
    const source = new SourceText('a.yml', 'a: 1\n');
    const address = `https://elastic:${canary}@es.example.com`;
    const finding = toFinding(
      {
        ...context.rules[0]!,
        messages: { one: { text: 'bad {value}', why: 'why {value}', advice: '{value}' } },
      },
      {
        message: 'one',
        data: { value: address },
        ...source.whole(),
        related: [{ ...source.whole(), message: `see ${address}` }],
        fix: {
          safe: true,
          title: `write ${address}`,
          edits: [{ ...source.whole(), text: address }],
        },
      },
    );
    for (const [format, output] of Object.entries(outputs([finding]))) {
      expect(output, format).toContain('https://elastic:••••');
      expect(output, format).not.toContain(canary);
    }
  });
});
