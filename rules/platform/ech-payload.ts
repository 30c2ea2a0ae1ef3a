import { didYouMean } from '../../src/core/nearest.js';
import { pairOf } from '../../src/documents/tree.js';
import { defineRule } from '../../src/topology/rule.js';

/** The fields of a remote cluster in Elastic Cloud's API; the first three are required. */
const required = ['deployment_id', 'elasticsearch_ref_id', 'alias'];
const fields = [...required, 'skip_unavailable', 'info'];

export default defineRule({
  id: 'platform/ech-payload',
  severity: 'warning',
  summary:
    'a body of the remote clusters of an Elastic Cloud deployment that does not do what it seems to',
  messages: {
    missing: {
      text: 'the remote cluster lacks {key}',
      why: 'The API asks for {fields} of each.',
      advice: 'Add it.',
    },
    unknown: {
      text: '{key} is no field of a remote cluster{hint}',
      why: 'The API knows {fields}.',
      advice: 'Correct or delete it.',
    },
    alias: {
      severity: 'error',
      text: '“{alias}” cannot be an alias',
      why: 'Aliases are made of letters, digits, hyphens and underscores: Elasticsearch refuses the settings that are made of it.',
      advice: 'Give it another alias.',
    },
    sameAlias: {
      text: 'two remote clusters have the alias {alias}',
      why: 'An alias leads to one cluster only.',
      advice: 'Give each an alias of its own.',
    },
    noBoolean: {
      text: 'skip_unavailable is no boolean',
      why: 'The API takes true and false, without quotes.',
      advice: 'Write true or false.',
    },
    dropped: {
      text: 'this request removes the remote cluster {alias}',
      why: 'The request replaces all remote clusters that the deployment had, and does not repeat this one.',
      advice: 'Repeat it here, unless it is meant to go.',
    },
  },
  evidence: [
    {
      message: 'persistent setting [cluster.remote..mode], not recognized',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/deploy-manage/remote-clusters/ec-remote-cluster-self-managed',
  ],
  on: {
    cluster({ cloudRemotes }, { report }) {
      cloudRemotes.forEach(({ body, remotes }, index) => {
        const { source } = body;
        for (const { place, alias, tree } of remotes) {
          for (const key of required.filter((one) => !pairOf(tree, one)))
            report({ ...place, message: 'missing', data: { key, fields: required.join(', ') } });
          for (const { key } of tree.kind === 'mapping' ? tree.pairs : []) {
            if (fields.includes(key.text)) continue;
            const data = {
              key: key.text,
              hint: didYouMean(key.text, fields),
              fields: fields.join(', '),
            };
            report({ source, range: key.range, message: 'unknown', data });
          }
          if (alias !== undefined && !/^[-\w]+$/.test(alias))
            report({ ...place, message: 'alias', data: { alias } });
          const first = remotes.find((other) => other.alias === alias);
          if (alias !== undefined && first && first.tree !== tree) {
            const related = [{ ...first.place, message: 'the first one' }];
            report({ ...place, message: 'sameAlias', data: { alias }, related });
          }
          const skip = pairOf(tree, 'skip_unavailable')?.value;
          if (skip && !(skip.kind === 'scalar' && skip.type === 'boolean'))
            report({ source, range: skip.range, message: 'noBoolean' });
        }
        const kept = new Set(remotes.map(({ alias }) => alias));
        const lost = cloudRemotes[index - 1]?.remotes.filter(({ alias }) => !kept.has(alias)) ?? [];
        for (const { alias, place } of lost) {
          report({
            source,
            range: pairOf(body.tree, 'resources')!.key.range,
            message: 'dropped',
            data: { alias: alias ?? '' },
            related: [{ ...place, message: 'set by the request before' }],
          });
        }
      });
    },
  },
});
