import type { RequestBody } from '../../src/documents/document.js';
import { itemsOf, pairOf, textOf, valueAt, type Tree } from '../../src/documents/tree.js';
import { defineRule } from '../../src/topology/rule.js';

interface Trouble {
  readonly message: 'empty' | 'missing' | 'alias' | 'duplicate' | 'trustAll';
  readonly at: Tree;
  readonly data: Readonly<Record<string, string>>;
}

function* inRemotes(tree: Tree | undefined): Generator<Trouble> {
  const resources = pairOf(tree, 'resources')!.value;
  if (itemsOf(resources).length === 0) yield { message: 'empty', at: resources, data: {} };
  const seen = new Set<string>();
  for (const item of itemsOf(resources)) {
    const wanted = ['deployment_id', 'elasticsearch_ref_id', 'alias'];
    const missing = wanted.filter((key) => !pairOf(item, key)).join(', ');
    if (missing !== '') yield { message: 'missing', at: item, data: { missing } };
    const at = pairOf(item, 'alias')?.value;
    const alias = textOf(at);
    if (!at || alias === undefined) continue;
    if (!/^[-\w]+$/.test(alias)) yield { message: 'alias', at, data: { alias } };
    if (seen.has(alias)) yield { message: 'duplicate', at, data: { alias } };
    seen.add(alias);
  }
}

function* inTrust(tree: Tree | undefined): Generator<Trouble> {
  const parts = ['accounts', 'external', 'direct'];
  for (const item of parts.flatMap((part) => itemsOf(valueAt(tree, 'trust', part)))) {
    const at = pairOf(item, 'trust_all')?.value;
    if (!at || textOf(at) !== 'true') continue;
    const names = ['account_id', 'trust_relationship_id', 'name'];
    const [whom = 'the environment'] = names.flatMap((key) => textOf(valueAt(item, key)) ?? []);
    yield { message: 'trustAll', at, data: { whom } };
  }
}

function troubles({ kind, tree }: RequestBody): Iterable<Trouble> {
  if (kind === 'ech-remote-clusters') return inRemotes(tree);
  return kind === 'ech-trust' ? inTrust(tree) : [];
}

export default defineRule({
  id: 'platform/ech-payload',
  severity: 'warning',
  summary:
    'a body for the remote clusters or the trust of an Elastic Cloud deployment that does not do what it seems to',
  messages: {
    empty: {
      text: 'the request removes all remote clusters',
      why: 'PUT replaces the whole list by what it is given, and this is nothing.',
      advice: 'Repeat the remote clusters that shall stay.',
    },
    missing: {
      text: 'the remote cluster lacks {missing}',
      why: 'Elastic Cloud cannot tell which deployment is meant, or what to call it.',
      advice: 'Add {missing}.',
    },
    alias: {
      text: 'alias “{alias}” has a character that no alias may have',
      why: 'An alias is a part of the names of settings: letters, digits, - and _ are all that it can hold.',
      advice: 'Rename it.',
    },
    duplicate: {
      text: 'alias {alias} is given twice',
      why: 'One of the two is lost.',
      advice: 'Give each remote cluster an alias of its own.',
    },
    trustAll: {
      text: 'every deployment of {whom} is trusted',
      why: 'With certificates any of them can connect, those that are created later included.',
      advice: 'Set "trust_all": false and list the clusters under "trust_allowlist".',
    },
  },
  on: {
    document(document, { report }) {
      for (const body of 'bodies' in document ? document.bodies : []) {
        for (const { message, at, data } of troubles(body))
          report({ source: body.source, range: at.range, message, data });
      }
    },
  },
});
