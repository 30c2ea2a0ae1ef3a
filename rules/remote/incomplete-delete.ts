import type { Fix } from '../../src/core/index.js';
import { insertAfter, replaceValue } from '../../src/documents/edit.js';
import {
  addressDeletions,
  orphansOf,
  outcomeOf,
  type AddressDeletion,
} from '../../src/topology/deletion.js';
import { modeOfSuffix, needsAddress } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import { layerNames, sibling } from './_shared.js';

/** Deletes what is left of the alias in the same request; without an earlier request, all that it may have. */
function completed({ entry, suffix, beside, left }: AddressDeletion): Fix {
  const own = [...(left?.entries.values() ?? [])].filter(
    ({ spots }) => spots[0]!.mapping === entry.spots[0]!.mapping,
  );
  const possible = Object.keys(modeOfSuffix).filter(
    (other) => modeOfSuffix[other] === modeOfSuffix[suffix] && other !== 'proxy',
  );
  const all = left ? [...left.entries.keys()] : ['mode', ...possible, ...needsAddress];
  const nulls = all
    .filter((one) => !beside.includes(one) && !own.some(({ key }) => key.endsWith(`.${one}`)))
    .map((one) => [sibling(entry, one), null] as const);
  const edits = own.map(({ source, spots }) =>
    replaceValue(source, spots.at(-1)!.pair.value, 'null'),
  );
  if (nulls.length > 0) edits.push(insertAfter(entry.spots.at(-1)!, nulls));
  return { safe: true, title: `set ${all.join(', ')} to null, too`, edits };
}

export default defineRule({
  id: 'remote/incomplete-delete',
  severity: 'error',
  summary: 'a request that deletes the address of a remote cluster, but not the remote',
  messages: {
    refused: {
      text: '{setting} is deleted, but alias {alias} keeps {left}',
      why: 'Without an address not all of that is allowed: Elasticsearch rejects the request, and the remote stays as it is.',
      advice: 'Set everything of the alias to null in the same request: {left}, too.',
    },
    stays: {
      severity: 'warning',
      text: '{setting} is deleted from {layer}, but alias {alias} has an address in {other}, too',
      why: 'The request is acknowledged, and the remote cluster stays.',
      advice: 'Delete it in {other} as well.',
    },
    unknown: {
      severity: 'warning',
      confidence: 'likely',
      text: '{setting} is deleted, and nothing of alias {alias} that depends on it',
      why: 'If skip_unavailable or anything under transport is set as well, Elasticsearch rejects the request.',
      advice:
        'Set everything of the alias to null in the same request: what is not set does no harm there.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message:
        'Cannot configure setting [cluster.remote.one.skip_unavailable] if remote cluster is not enabled.',
      versions: '7.17.28, 8.10.2, 8.19.21, 9.5.3',
    },
  ],
  on: {
    cluster(cluster, { report }) {
      for (const deletion of addressDeletions(cluster)) {
        const { alias, entry, left, elsewhere } = deletion;
        const message = outcomeOf(deletion);
        const orphans = orphansOf(deletion);
        if (!message) continue;
        report({
          ...entry.keyPlace,
          message,
          data: {
            setting: entry.key,
            alias,
            layer: layerNames[entry.layer],
            left: [...(left?.entries.keys() ?? [])].join(', '),
            other: elsewhere ? layerNames[elsewhere.layer] : '',
          },
          setting: entry,
          also: message === 'refused' ? orphans.map((one) => one.entry.key) : [],
          related: [
            ...orphans.map((one) => ({
              ...one.entry.keyPlace,
              message: `${one.entry.key} is set here`,
            })),
            ...(message === 'stays' ? [{ ...elsewhere!.keyPlace, message: 'what stays' }] : []),
          ],
          fix: message === 'stays' ? undefined : completed(deletion),
        });
      }
    },
  },
});
