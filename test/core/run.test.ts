import { describe, expect, it } from 'vitest';
import {
  fullMessage,
  runRules,
  sortFindings,
  SourceText,
  type Finding,
  type Rule,
} from '../../src/core/index.js';

interface Things {
  word: { readonly text: string };
  number: { readonly value: number };
}

const source = new SourceText('a.yml', 'some text\n');
const here = { source, range: { start: 0, end: 4 } };

const ruleOf = (id: string, on: Rule<Things>['on']): Rule<Things> => ({
  id,
  severity: 'warning',
  summary: id,
  messages: {
    found: { text: '{what} in {where}', why: 'Because of {what}', advice: 'Leave it!' },
    grave: { text: 'bad', severity: 'error', confidence: 'likely' },
  },
  on,
});

const subjects = [
  { type: 'word', subject: { text: 'one' } },
  { type: 'number', subject: { value: 2 } },
  { type: 'word', subject: { text: 'three' } },
] as const;

describe('runRules', () => {
  it('hands each subject to the rules that subscribe to it, in one pass', () => {
    const seen: string[] = [];
    const words = ruleOf('a/words', { word: ({ text }) => void seen.push(text) });
    const both = ruleOf('a/both', {
      word: ({ text }) => void seen.push(text.toUpperCase()),
      number: ({ value }, { today }) => void seen.push(`${value} ${today}`),
    });
    runRules([words, both], subjects, { today: '2026-11-22' });
    expect(seen).toEqual(['one', 'ONE', '2 2026-11-22', 'three', 'THREE']);
  });

  it('hands a subject that tells its traits to the rules for one of them, once, and to those for all', () => {
    const seen: string[] = [];
    const look = (id: string, onlyFor?: readonly string[]): Rule<Things> => ({
      ...ruleOf(id, { word: ({ text }) => void seen.push(`${id} ${text}`) }),
      ...(onlyFor && { onlyFor }),
    });
    const rules = [look('a/all'), look('a/odd', ['odd', 'long']), look('a/none', ['none'])];
    const word = (text: string, ...traits: string[]) =>
      ({ type: 'word', subject: { text, traits } }) as const;
    const told = [word('plain'), word('odd', 'odd'), word('both', 'odd', 'long'), word('x', 'y')];
    runRules(rules, told, { today: '2026-11-22' });
    runRules(rules, [word('again', 'none')], { today: '2026-11-22' });
    expect(seen).toEqual([
      ...['a/all plain', 'a/all odd', 'a/odd odd', 'a/all both', 'a/odd both', 'a/all x'],
      ...['a/all again', 'a/none again'],
    ]);
  });

  it('leaves out what a rule says in general where another says it better of the same setting', () => {
    const setting = (key: string) => ({ key, keyPlace: here });
    const say = (message: string, key: string, also?: readonly string[]): Rule<Things>['on'] => ({
      number: (_, context) =>
        context.report({ ...here, message, setting: setting(key), ...(also && { also }) }),
    });
    const general = (id: string, key: string): Rule<Things> => ({
      ...ruleOf(id, say('found', key)),
      matter: 'unknown setting',
    });
    const special: Rule<Things> = {
      ...ruleOf('b/special', say('better', 'a.one', ['a.two'])),
      messages: { better: { text: 'better', insteadOf: 'unknown setting' } },
    };
    const all = ['a.one', 'a.two', 'a.three'].map((key) => general(`a/${key.slice(2)}`, key));
    const heard = (rules: readonly Rule<Things>[]): string[] =>
      runRules(rules, subjects, { today: '2026-11-22' }).findings.map(({ rule }) => rule);
    expect(heard([...all, special])).toEqual(['a/three', 'b/special']);
    expect(heard(all)).toEqual(['a/one', 'a/two', 'a/three']);
    const other: Rule<Things> = { ...all[0]!, id: 'a/value', matter: 'invalid value' };
    expect(heard([other, special])).toEqual(['a/value', 'b/special']);
    const guess: Rule<Things> = { ...special, confidence: 'likely' };
    expect(heard([all[0]!, guess])).toEqual(['a/one', 'b/special']);
  });

  it('fills texts and settles severity and confidence', () => {
    const rule = ruleOf('a/rule', {
      word: ({ text }, context) =>
        context.report({ ...here, message: 'found', data: { what: text } }),
      number: (_, context) => context.report({ ...here, message: 'grave' }),
    });
    const { findings } = runRules([rule], subjects, { today: '2026-11-22' });
    expect(
      findings.map(
        (finding) => `${finding.severity} ${finding.confidence} ${fullMessage(finding)}`,
      ),
    ).toEqual([
      'warning certain one in {where}. Because of one. Leave it!',
      'error likely bad.',
      'warning certain three in {where}. Because of three. Leave it!',
    ]);
  });

  it('masks secrets in what a rule says', () => {
    const key = 'essu_bXlTZWNyZXRLZXk6dG9rZW4=';
    const rule = ruleOf('a/rule', {
      number: (_, context) =>
        context.report({
          ...here,
          message: 'found',
          data: { what: key },
          related: [{ ...here, message: `see ${key}` }],
        }),
    });
    const { findings } = runRules([rule], subjects, { today: '2026-11-22' });
    expect(JSON.stringify(findings)).not.toContain(key);
  });

  it('names a rule that throws, leaves it out of the rest, and goes on with the others', () => {
    let calls = 0;
    const broken = ruleOf('a/broken', {
      word: () => {
        calls++;
        throw new TypeError('cannot read it');
      },
    });
    const sound = ruleOf('a/sound', {
      word: (_, context) => context.report({ ...here, message: 'grave' }),
    });
    const { findings, crashes } = runRules([broken, sound], subjects, { today: '2026-11-22' });
    expect(crashes).toEqual([{ rule: 'a/broken', error: 'cannot read it' }]);
    expect(calls).toBe(1);
    expect(findings.map((finding) => finding.rule)).toEqual(['a/sound', 'a/sound']);
  });

  it('takes a message that the rule does not have as a crash', () => {
    const rule = ruleOf('a/rule', {
      number: (_, context) => context.report({ ...here, message: 'fuond' }),
    });
    expect(runRules([rule], subjects, { today: '2026-11-22' }).crashes).toEqual([
      { rule: 'a/rule', error: "no message 'fuond'" },
    ]);
  });
});

describe('sortFindings', () => {
  const finding = (
    rule: string,
    start: number,
    severity: Finding['severity'],
    text = 'x',
  ): Finding => ({
    rule,
    severity,
    confidence: 'certain',
    text,
    source,
    range: { start, end: start + 1 },
    related: [],
    anchors: [],
  });

  it('orders by place, then weight, then rule, and says each once', () => {
    const sorted = sortFindings([
      finding('a/b', 3, 'info'),
      finding('b/b', 3, 'error'),
      finding('a/a', 3, 'error'),
      finding('c/c', 1, 'info'),
      finding('a/a', 3, 'error'),
      finding('a/a', 3, 'error', 'y'),
    ]);
    expect(sorted.map(({ rule, severity, text }) => `${rule} ${severity} ${text}`)).toEqual([
      'c/c info x',
      'a/a error x',
      'a/a error y',
      'b/b error x',
      'a/b info x',
    ]);
  });
});
