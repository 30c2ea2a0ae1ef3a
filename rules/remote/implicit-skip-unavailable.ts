import { insertAfter } from '../../src/documents/edit.js';
import { defineRule } from '../../src/topology/rule.js';
import { sibling } from './_shared.js';

/** RemoteClusterSettings: the default went from false to true. */
const changedIn = '8.15';

export default defineRule({
  id: 'remote/implicit-skip-unavailable',
  severity: 'warning',
  summary: 'skip_unavailable is not set, and its default depends on the version',
  messages: {
    skips: {
      text: 'skip_unavailable of alias {alias} is not set, so it is true from 8.15 on',
      why: 'When the remote cannot be reached, searches answer 200 without its hits and without an error. Bites: at the first search while the remote is away.',
      advice: 'Set it: true to go on without the remote, false to have the search fail.',
    },
    fails: {
      text: 'skip_unavailable of alias {alias} is not set, so it is false until 8.14 and true from 8.15 on',
      why: 'On upgrade the same search stops failing and silently leaves the hits of an unreachable remote out.',
      advice: 'Set it: false keeps what is, true goes on without the remote.',
    },
    changes: {
      text: 'skip_unavailable of alias {alias} is not set: {oldest} takes it for false, {newest} for true',
      why: 'While the cluster is upgraded, searches fail or silently lack the hits of the remote, depending on the node that answers.',
      advice: 'Set it before the upgrade.',
    },
  },
  fix: 'safe',
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/remote-clusters',
  ],
  on: {
    link({ settings, from, alias }, { report }) {
      const entry = settings.addressEntry;
      if (!entry || !settings.enabled || settings.get('skip_unavailable') || !from.profile.remotes)
        return;
      const { versions } = from;
      const skips = versions.atLeast(changedIn);
      const message = skips ? 'skips' : versions.allBelow(changedIn) ? 'fails' : 'changes';
      const edits = [
        insertAfter(entry.spots.at(-1)!, [[sibling(entry, 'skip_unavailable'), skips]]),
      ];
      const known = message !== 'changes' && !versions.assumed;
      report({
        ...entry.keyPlace,
        message,
        data: { alias, oldest: versions.oldest, newest: versions.newest },
        setting: entry,
        fix: known
          ? {
              safe: true,
              title: `set skip_unavailable: ${skips}, which is what holds today`,
              edits,
            }
          : undefined,
      });
    },
  },
});
