import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { pagePath, refreshHead, rulesIndex } from '../../tools/generate/rule-pages.js';
import { describeFindings, lintFiles, visible } from './support/lint.js';
import { readPage, type Example } from './support/pages.js';

const headings = ['What it finds', 'Why it matters', 'Bad', 'Good', 'When it stays silent'];

/** Pages that can show no example, and why. */
const withoutExamples: Readonly<Record<string, string>> = {
  'files/too-large': 'an example would have more than 3 MiB',
};

const stale = 'is not what the rules say: run npm run generate';

/** What the rule, and what every user, sees in an example. */
async function findingsIn(
  example: Example,
  rule: string,
): Promise<{ own: string; errors: string }> {
  const result = await lintFiles(example.files, example.esVersion);
  expect({ crashes: result.crashes, unmatched: result.unmatched }).toEqual({
    crashes: [],
    unmatched: [],
  });
  const findings = visible(result.findings, rule);
  return {
    own: describeFindings(findings.filter((finding) => finding.rule === rule)),
    errors: describeFindings(findings.filter((finding) => finding.severity === 'error')),
  };
}

describe('the pages of the rules', () => {
  it('are one for each rule', () => {
    const pages = readdirSync('rules', { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.md'))
      .map((path) => `rules/${path}`);
    expect(pages.sort()).toEqual(rules.map((rule) => pagePath(rule.id)).sort());
  });

  it('are listed in docs/rules.md', () => {
    expect(readFileSync('docs/rules.md', 'utf8'), `docs/rules.md ${stale}`).toBe(rulesIndex(rules));
  });
});

for (const rule of rules) {
  const path = pagePath(rule.id);

  // the set of pages is compared above
  if (!existsSync(path)) continue;

  describe(path, () => {
    const text = readFileSync(path, 'utf8');
    const page = readPage(text);

    it('has a fresh head, the headings in order, and links that lead somewhere', () => {
      expect(refreshHead(text, rule), `the head of ${path} ${stale}`).toBe(text);
      const wanted = rule.fix ? [...headings, 'Fix'] : headings;
      expect(page.headings.filter((heading) => [...headings, 'Fix'].includes(heading))).toEqual(
        wanted,
      );
      const files = page.links.filter((link) => !/^[a-z]+:/.test(link));
      expect(files.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
    });

    it('has examples, or a reason for having none', () => {
      const examples = { bad: page.bad.length > 0, good: page.good.length > 0 };
      const wanted = !(rule.id in withoutExamples);
      expect(examples, 'code blocks with a file name').toEqual({ bad: wanted, good: wanted });
    });

    for (const example of page.bad) {
      it(`${example.title}: is found`, async () => {
        const { own } = await findingsIn(example, rule.id);
        expect(own, `${rule.id} finds nothing in this example`).not.toBe('');
      });
    }

    for (const example of page.good) {
      it(`${example.title}: is good`, async () => {
        expect(await findingsIn(example, rule.id)).toEqual({ own: '', errors: '' });
      });
    }
  });
}
