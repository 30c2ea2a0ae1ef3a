import { expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { json } from '../../src/reporters/json.js';
import { noColors, pretty } from '../../src/reporters/pretty.js';
import { casesOf, type Files } from './support/cases.js';
import { lintFiles } from './support/lint.js';

/** The lines of all private keys among the files. */
function secretLines(files: Files): string[] {
  const texts = Object.values(files).map((bytes) => new TextDecoder().decode(bytes));
  const keys = texts.flatMap(
    (text) => text.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+/g) ?? [],
  );
  return keys.flatMap((key) => key.split(/\r?\n/).slice(1)).filter((line) => line.length > 20);
}

it('no private key is in any output, whatever is found about it', async () => {
  let compared = 0;
  for (const { id } of rules.filter((rule) => /^(?:certificates|link)\//.test(rule.id))) {
    for (const { files, esVersion, name } of casesOf(id).cases) {
      const secrets = secretLines(files);
      if (secrets.length === 0) continue;
      const report = await lintFiles(files, esVersion);
      const output = json(report) + pretty(report, { colors: noColors, width: 200 });
      expect(
        secrets.filter((secret) => output.includes(secret)),
        `${id}/${name}`,
      ).toEqual([]);
      compared += secrets.length;
    }
  }
  expect(compared).toBeGreaterThan(1000);
});
