import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import addressShape from '../../rules/remote/address-shape.js';
import type { Finding } from '../../src/core/index.js';
import { casesOf } from './support/cases.js';
import { lintFiles } from './support/lint.js';

interface Verdict {
  readonly refused: { readonly stage: string; readonly message: string } | null;
  readonly errors?: readonly { readonly message: string }[];
}

const recorded = JSON.parse(readFileSync('fixtures/oracle/rules.json', 'utf8')) as {
  cases: Record<string, Record<string, Verdict>>;
};

/** Rules whose errors mean: the node does not start, the request is refused. The others speak of links that fail. */
const refusing =
  /^(?:yaml|json|files)\/|^remote\/(?:mode-mismatch|orphan-setting|incomplete-delete|layers-split|address-shape)$/;
/** What the real code says where one of these rules must speak. */
const ours =
  /cannot be used with the configured|Cannot configure setting|remote hosts need to be configured|failed to parse port|port number must be/;

/** What it accepts, and only fails of when it dials. */
const later = addressShape.messages['scheme']?.why;

const errors = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ rule, severity }) => severity === 'error' && refusing.test(rule))
    .filter(({ why }) => why === undefined || why !== later)
    .map(({ rule }) => rule);

describe('the verdicts of real Elasticsearch on the fixtures of the rules', () => {
  for (const [path, byVersions] of Object.entries(recorded.cases)) {
    const rule = dirname(path);
    const one = casesOf(rule).cases.find((candidate) => candidate.name === basename(path));
    for (const [versions, verdict] of Object.entries(byVersions)) {
      for (const version of versions.split(' ')) {
        // placeholders are not known here, templates never reach a node, and large fixtures are written short
        if (
          verdict.refused?.stage === 'placeholder' ||
          ['files/template', 'files/too-large'].includes(rule)
        )
          continue;
        it(`${path} on ${version}`, async () => {
          expect(one, 'recorded, but no fixture any more: npm run oracle -- record').toBeDefined();
          const { findings } = await lintFiles(one!.files, version);
          const messages = [
            verdict.refused?.message ?? [],
            ...(verdict.errors ?? []).map((error) => error.message),
          ].flat();
          const isRefused = messages.length > 0;
          if (!isRefused) expect(errors(findings)).toEqual([]);
          if (
            verdict.refused?.stage === 'parse' ||
            messages.some((message) => ours.test(message))
          ) {
            expect(errors(findings)).not.toEqual([]);
          }
        });
      }
    }
  }
});
