import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import type { Finding } from '../../src/core/index.js';
import { isYmlPath, parseBytes } from '../../src/documents/parse.js';
import type { LintResult } from '../../src/workspace/session.js';
import { casesOf, fixtureFolders, type Case, type Files } from './support/cases.js';
import { describeFixed, faultsOfEdits, fixRule, mostRounds, type Fixed } from './support/fixing.js';
import { describeFindings, gist, gists, lintFiles, placedGist, visible } from './support/lint.js';
import { messagesRaised } from './support/messages.js';
import { toDotted, toNested, type Rewritten } from './support/notation.js';
import { respell, withBom, withCrlf, withLineAbove, withLineOnTop } from './support/spelling.js';

const results = new Map<Case, Promise<LintResult>>();

/** The result of a case as it stands, linted once. */
function resultOf(one: Case): Promise<LintResult> {
  const known = results.get(one) ?? lintFiles(one.files, one.esVersion);
  results.set(one, known);
  return known;
}

/** What the rule under test finds in a case. */
async function ownFindings(one: Case): Promise<Finding[]> {
  const { findings } = await resultOf(one);
  return findings.filter((finding) => finding.rule === one.rule);
}

const recorded = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

const update = (one: Case): string =>
  `run: npx tsx tools/update-fixtures.ts ${one.rule}, and read what it wrote`;

/** The notations of each case's files that were compared, and those that hold settings at all. */
const notations = { compared: 0, withSettings: 0 };

function rewriteAll(one: Case, how: (text: string) => Rewritten): Files | undefined {
  let rewritten = false;
  const files = respell(one.files, (text, path) => {
    if (!isYmlPath(path)) return undefined;
    const result = how(text);
    rewritten ||= 'text' in result;
    return 'text' in result ? result.text : undefined;
  });
  return rewritten ? files : undefined;
}

const hasSettings = ([path, bytes]: readonly [string, Uint8Array]): boolean => {
  const document = isYmlPath(path) ? parseBytes(path, bytes) : undefined;
  return document?.kind === 'elasticsearch-yml' && document.tree !== undefined;
};

async function fixedCase(one: Case, files: Files = one.files): Promise<Fixed> {
  const fixed = await fixRule(files, one.esVersion, one.rule);
  expect(fixed.rounds.length, 'the fixes run in a circle').toBeLessThanOrEqual(mostRounds);
  return fixed;
}

const said = (files: Files, one: Case): Promise<Finding[]> =>
  lintFiles(files, one.esVersion).then(({ findings }) => visible(findings, one.rule));

/** What is said of a case as it stands. */
const saidAtFirst = (one: Case): Promise<Finding[]> =>
  resultOf(one).then(({ findings }) => visible(findings, one.rule));

for (const rule of rules) {
  const { cases, strays } = casesOf(rule.id);
  const bad = cases.filter((one) => one.bad);
  const ok = cases.filter((one) => !one.bad);
  const ofComments = rule.id.startsWith('suppressions/');

  describe(rule.id, () => {
    it('has fixtures, and nothing else in their folder', () => {
      expect(bad.length, `write fixtures/rules/${rule.id}/bad-<name>.yml`).toBeGreaterThan(0);
      expect(ok.length, `write fixtures/rules/${rule.id}/ok-<name>.yml`).toBeGreaterThan(0);
      expect(strays, 'files without meaning, see fixtures/rules/README.md').toEqual([]);
    });

    it('raises each of its messages in some fixture', async () => {
      const findings = (await Promise.all(bad.map(ownFindings))).flat();
      const raised = messagesRaised(rule, findings);
      const silent = Object.keys(rule.messages).filter((id) => !raised.has(id));
      expect(silent, 'messages that no bad fixture raises').toEqual([]);
    });

    it('offers the fixes that it promises', async () => {
      const findings = (await Promise.all(bad.map(ownFindings))).flat();
      const offered = new Set(findings.flatMap(({ fix }) => (fix ? [fix.safe] : [])));
      const promised = rule.fix === undefined ? [] : [rule.fix === 'safe'];
      expect([...offered], 'fix.safe of the findings against `fix` of the rule').toEqual(promised);
    });

    for (const one of cases) {
      it(`${one.name}: nothing goes wrong on the way`, async () => {
        const { crashes, unmatched, unreadable } = await resultOf(one);
        expect({ crashes, unmatched, unreadable }).toEqual({
          crashes: [],
          unmatched: [],
          unreadable: [],
        });
      });

      it(`${one.name}: other spellings change nothing`, async () => {
        const before = await saidAtFirst(one);
        const places = before.map((finding) => placedGist(finding, () => 0));
        for (const [spelling, lines] of [
          [withCrlf, 0],
          [withBom, 0],
          [withLineOnTop, 1],
        ] as const) {
          const files = respell(one.files, spelling);
          const linesAbove = (path: string): number =>
            files[path] === one.files[path] ? 0 : lines;
          const after = await said(files, one);
          expect(after.map((finding) => placedGist(finding, linesAbove))).toEqual(places);
        }
      });

      // the notations are written without comments, which are all that those rules look at
      if (!ofComments && Object.entries(one.files).some(hasSettings)) {
        it(`${one.name}: nested or dotted is the same`, async () => {
          notations.withSettings++;
          const before = gists(await saidAtFirst(one));
          const variants = [toDotted, toNested].map((how) => rewriteAll(one, how));
          if (variants.every((files) => files === undefined)) return;
          notations.compared++;
          for (const files of variants) {
            if (files) expect(gists(await said(files, one))).toEqual(before);
          }
        });
      }
    }

    for (const one of bad) {
      it(`${one.name}: finds what is recorded`, async () => {
        const found = describeFindings(await ownFindings(one));
        expect(found, `${rule.id} finds nothing in ${one.name}`).not.toBe('');
        const expected = recorded(one.expectedPath);
        expect(expected, `${one.expectedPath} is missing; ${update(one)}`).toBeDefined();
        expect(found, update(one)).toBe(expected);
      });

      it(`${one.name}: its fixes end, cure and harm nothing`, async () => {
        const before = await saidAtFirst(one);
        const fixed = await fixedCase(one);
        if (fixed.rounds.length === 0) {
          expect(existsSync(one.fixedPath), `${one.fixedPath} without any fix`).toBe(false);
          return;
        }
        expect(describeFixed(fixed, one.directory), update(one)).toBe(recorded(one.fixedPath));
        expect(fixed.rounds.flatMap(faultsOfEdits)).toEqual([]);
        const after = visible(fixed.findings, rule.id);
        expect(after.filter((finding) => finding.rule === rule.id && finding.fix)).toEqual([]);
        const known = new Set(before.map(gist));
        const added = after.filter(
          (finding) => finding.severity !== 'info' && !known.has(gist(finding)),
        );
        expect(describeFindings(added), 'findings that the fixes brought').toBe('');
        for (const path of fixed.changed) {
          const problems = (files: Files): number =>
            parseBytes(path, files[path]!).problems.filter(({ code }) => code.endsWith('syntax'))
              .length;
          expect(problems(fixed.files), `${path} parses`).toBeLessThanOrEqual(problems(one.files));
        }
        for (const spelling of [withCrlf, withBom]) {
          const respelt = await fixedCase(one, respell(one.files, spelling));
          const expected = { ...fixed, files: respell(fixed.files, spelling) };
          expect(describeFixed(respelt, true)).toBe(describeFixed(expected, true));
        }
      });

      // what is wrong with a suppression comment cannot be silenced by another one
      if (ofComments) continue;

      it(`${one.name}: a comment silences each finding, and it alone`, async () => {
        const before = await saidAtFirst(one);
        for (const finding of before.filter((candidate) => candidate.rule === rule.id)) {
          const { source } = finding;
          const { line } = source.position(finding.range.start);
          const written = source.slice(source.lineRange(line));
          if (!/\.ya?ml$/.test(source.path) || /^\s*(?:#|$)/.test(written)) continue;
          const comment = `${/^ */.exec(written)![0]}# elasticlint-disable-next-line ${rule.id} -- test`;
          const files = withLineAbove(one.files, source.path, line, comment);
          // a file that is no text takes no comment
          if (files[source.path] === one.files[source.path]) continue;
          const after = await said(files, one);
          const left = before.filter((other) => {
            const lines = [other.source.position(other.range.start).line, ...other.anchors];
            return other.rule !== rule.id || other.source !== source || !lines.includes(line);
          });
          expect(gists(after)).toEqual(gists(left));
        }
      });
    }

    for (const one of ok) {
      it(`${one.name}: stays silent`, async () => {
        const findings = await saidAtFirst(one);
        const wrong = findings.filter(
          (finding) => finding.rule === rule.id || finding.severity === 'error',
        );
        expect(describeFindings(wrong)).toBe('');
      });
    }
  });
}

describe('all rules', () => {
  it('own each folder of fixtures', () => {
    const ids = rules.map((rule) => rule.id);
    expect(fixtureFolders().filter((folder) => !ids.includes(folder))).toEqual([]);
  });

  it('were compared in another notation in at least 60 % of the files that hold settings', () => {
    expect(notations.compared).toBeGreaterThanOrEqual(0.6 * notations.withSettings);
  });
});
