import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { messagesIn } from '../../tools/oracle/links/outcome.js';
import { recorded } from '../../tools/oracle/links/recording.js';
import {
  startable,
  STARTED_RULES,
  versionsOf,
  type Recordings,
} from '../../tools/oracle/starts.js';
import { casesOf, fixtureRoot } from './support/cases.js';
import { describeFindings, lintFiles } from './support/lint.js';

const { cases } = JSON.parse(readFileSync('fixtures/oracle/starts.json', 'utf8')) as Recordings;
const recordAgain = 'run: npx tsx tools/oracle/start.ts record';

describe('real nodes that were started with the fixtures of the rules', () => {
  it('were started with all of them', () => {
    expect(Object.keys(cases).sort(), recordAgain).toEqual(startable(fixtureRoot).sort());
  });

  for (const [path, outcomes] of Object.entries(cases)) {
    const one = casesOf(dirname(path)).cases.find(({ name }) => name === basename(path));
    it.each(versionsOf(path))(
      `${path} on %s: refused, and we say an error, or neither`,
      async (version) => {
        const outcome = outcomes[version];
        expect(one && outcome, recordAgain).toBeDefined();
        const { findings } = await lintFiles(one!.files, version);
        const errors = describeFindings(findings.filter(({ severity }) => severity === 'error'));
        if ('refused' in outcome!)
          expect(errors, `a real node said: ${outcome.refused}`).not.toBe('');
        else expect(errors, 'a real node started').toBe('');
      },
    );
  }

  const said = Object.values(cases).flatMap((outcomes) =>
    Object.values(outcomes).map((outcome) => ('refused' in outcome ? outcome.refused : '')),
  );
  const stores = JSON.parse(readFileSync('fixtures/stores/starts.json', 'utf8')) as {
    readonly cases: readonly { readonly says: Readonly<Record<string, string>> }[];
  };
  said.push(...stores.cases.flatMap(({ says }) => Object.values(says)));
  // some bite no sooner than when another cluster connects
  said.push(...Object.values(recorded().cases).flatMap(messagesIn));
  for (const rule of rules.filter(({ id }) => STARTED_RULES.includes(id))) {
    it(`said what ${rule.id} gives as evidence`, () => {
      const unheard = (rule.evidence ?? []).filter(
        ({ message }) => !said.some((text) => text.includes(message)),
      );
      expect(unheard).toEqual([]);
    });
  }
});
