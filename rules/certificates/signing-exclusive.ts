import { clashes, halfOf, type Lookup } from '../../src/topology/key-settings.js';
import { remotesIn } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import { signingPrefix } from '../../src/topology/signing.js';

/** What is wrong with the signing settings of one alias, or with those that verify: each start says one of them. */
function faultsIn(get: Lookup) {
  const [both] = clashes(get);
  const half = halfOf(get);
  if (both) {
    const [one, other] = both;
    const related = [{ ...one.keyPlace, message: `${one.key} is set here` }];
    const data = { one: one.key, other: other.key };
    return [{ ...other.keyPlace, message: 'both' as const, data, setting: other, related }];
  }
  if (!half) return [];
  const { entry } = half;
  const data = { one: entry.key, missing: entry.key.replace(/\w+$/, half.missing) };
  return [{ ...entry.keyPlace, message: 'half' as const, data, setting: entry }];
}

export default defineRule({
  id: 'certificates/signing-exclusive',
  severity: 'error',
  summary: 'signing settings that exclude each other, or one half of a certificate and its key',
  messages: {
    both: {
      text: '{one} and {other} are both set',
      why: 'Each says where the same thing is: the node does not start, a settings request is rejected.',
      advice: 'Keep one of them.',
    },
    half: {
      text: '{one} is set without {missing}',
      why: 'A certificate and its key go together: the node does not start, a settings request is rejected.',
      advice: 'Set {missing}, too, or remove {one}.',
    },
  },
  evidence: [
    'cannot specify both [signing.certificate] and [signing.keystore.path]',
    'cannot specify both [signing.certificate_authorities] and [signing.truststore.path]',
    'cannot specify [signing.certificate] without also setting [signing.key]',
    'cannot specify [signing.key] without also setting [signing.certificate]',
  ].map((message) => ({ message, versions: '9.5.3' })),
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node({ settings, cluster, securityEnabled }, { report }) {
      if (cluster.managed || securityEnabled !== true || cluster.versions.allBelow('9.3')) return;
      const remotes = remotesIn(settings).map(
        (remote): Lookup =>
          (name) =>
            remote.get(`signing.${name}`),
      );
      const own: Lookup = (name) => settings.get(`${signingPrefix}.${name}`);
      for (const get of [...remotes, own]) for (const one of faultsIn(get)) report(one);
    },
    // what a request adds is checked with what the file has
    link({ settings, from }, { report }) {
      if (from.managed || from.versions.allBelow('9.3')) return;
      if (from.nodes.some(({ securityEnabled }) => securityEnabled !== true)) return;
      for (const one of faultsIn((name) => settings.get(`signing.${name}`)))
        if (one.setting.layer !== 'yml') report(one);
    },
  },
});
