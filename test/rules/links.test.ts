import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { verdictOn } from '../../tools/oracle/links/agreement.js';
import { messagesIn, normalised } from '../../tools/oracle/links/outcome.js';
import { recorded } from '../../tools/oracle/links/recording.js';
import { readShown, ROOT } from '../../tools/oracle/links/shown.js';
import { readWorkspace } from '../../tools/oracle/links/workspace.js';
import { differences } from '../../tools/oracle/links/write.js';

const table = readShown();
const names = Object.keys(table);
const { cases } = recorded();
const recordAgain = 'run: npm run oracle:links -- record';
const known = new Set(rules.map(({ id }) => id));

describe('the workspaces of two clusters', () => {
  it('are what tools/oracle/links/table says', () => {
    expect(differences(), 'run: npm run oracle:links -- write').toEqual([]);
    const folders = readdirSync(ROOT, { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it('are recorded as they are', () => {
    const now = names.map((name) => [name, readWorkspace(ROOT, name).sha256]);
    const then = Object.entries(cases).map(([name, { sha256 }]) => [name, sha256]);
    expect(Object.fromEntries(then), recordAgain).toEqual(Object.fromEntries(now));
  });

  it('name rules that exist, and twins that work', () => {
    const broken = names.filter((name) => table[name]!.cause !== undefined);
    const odd = broken.filter((name) => {
      const { cause, repaired } = table[name]!;
      return !known.has(cause!) || cases[repaired ?? '']?.works !== true;
    });
    expect(odd).toEqual([]);
  });
});

/** A message without what differs from case to case: the alias, and what stands in brackets. */
const plain = (text: string): string =>
  normalised(text)
    .replaceAll(/\[[^\]]*(?:\]|$)/g, '[]')
    .replaceAll(/cluster\.remote\.[-\w]+/g, 'cluster.remote.<alias>');

describe('the evidence of a rule that names the cause', () => {
  const causes = names.flatMap((name) => {
    const { cause, unseen } = table[name]!;
    return unseen === undefined && cause !== undefined ? cause : [];
  });

  it.each([...new Set(causes)])('%s was said by real nodes', (id) => {
    const heard = names.filter((name) => table[name]!.cause === id);
    const said = heard.flatMap((name) => messagesIn(cases[name]!)).map(plain);
    const evidence = rules.find((rule) => rule.id === id)?.evidence ?? [];
    const known = evidence.filter(({ message }) =>
      said.some((one) => one.includes(plain(message))),
    );
    expect(known, said.join('\n')).not.toEqual([]);
  });
});

describe.each(names)('%s', (name) => {
  it('is judged as real nodes did', async () => {
    const { shown, outcome, errors, agreed } = await verdictOn(name);
    const said = JSON.stringify({ outcome, errors });
    expect(outcome.works, said).toBe(shown.cause === undefined);
    // what no file can tell is only listed
    if (shown.unseen) expect(errors, said).toEqual([]);
    else expect(agreed, said).toBe(true);
  });
});
