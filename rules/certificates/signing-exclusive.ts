import { remotesIn } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import type { SettingEntry } from '../../src/settings/entry.js';

type Lookup = (name: string) => SettingEntry | undefined;

const pairs = [
  ['certificate', 'keystore.path'],
  ['key', 'keystore.path'],
  ['certificate_authorities', 'truststore.path'],
] as const;

/** Two settings of the same thing, the first such pair only: each start says one of them. */
const clash = (get: Lookup): [SettingEntry, SettingEntry] | undefined =>
  pairs
    .map(([one, other]) => [get(one), get(other)] as const)
    .find((pair): pair is [SettingEntry, SettingEntry] => pair.every((entry) => entry));

/** What is wrong with the signing settings of one alias, or with those that verify. */
function faultsIn(get: Lookup) {
  const both = clash(get);
  if (both) {
    const [one, other] = both;
    const related = [{ ...one.keyPlace, message: `${one.key} is set here` }];
    const data = { one: one.key, other: other.key };
    return [{ ...other.keyPlace, message: 'both' as const, data, setting: other, related }];
  }
  const [certificate, key] = [get('certificate'), get('key')];
  const half = certificate && key ? undefined : (certificate ?? key);
  if (!half) return [];
  const data = {
    one: half.key,
    missing: half.key.replace(/\w+$/, half === key ? 'certificate' : 'key'),
  };
  return [{ ...half.keyPlace, message: 'half' as const, data, setting: half }];
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
    {
      message: 'cannot specify both [signing.certificate] and [signing.keystore.path]',
      versions: '9.5.3',
    },
    {
      message:
        'cannot specify both [signing.certificate_authorities] and [signing.truststore.path]',
      versions: '9.5.3',
    },
    {
      message: 'cannot specify [signing.certificate] without also setting [signing.key]',
      versions: '9.5.3',
    },
    {
      message: 'cannot specify [signing.key] without also setting [signing.certificate]',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node({ settings, cluster, securityEnabled }, { report }) {
      if (cluster.managed || securityEnabled !== true || cluster.versions.allBelow('9.3')) return;
      const remotes = remotesIn(settings).map(
        (remote): Lookup =>
          (name) =>
            remote.get(`signing.${name}`),
      );
      const own: Lookup = (name) => settings.get(`cluster.remote.signing.${name}`);
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
