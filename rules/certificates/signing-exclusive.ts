import { clashes, halfOf, type Lookup } from '../../src/topology/key-settings.js';
import { remotesIn } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import { signingPrefix } from '../../src/topology/signing.js';
export default defineRule({
  id: 'certificates/signing-exclusive',
  severity: 'error',
  summary: 'signing settings that exclude each other, or one half of a certificate and its key',
  messages: {
    both: {
      text: '{one} and {other} are both set',
      why: 'Each says where the same thing is: the node does not start.',
      advice: 'Keep one of them.',
    },
    half: {
      text: '{one} is set without {missing}',
      why: 'A certificate and its key go together: the node does not start.',
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
      for (const get of [...remotes, (name: string) => settings.get(`${signingPrefix}.${name}`)]) {
        // each start says one of them
        const [both] = clashes(get);
        const half = halfOf(get);
        if (both) {
          const [one, other] = both;
          const related = [{ ...one.keyPlace, message: `${one.key} is set here` }];
          const data = { one: one.key, other: other.key };
          report({ ...other.keyPlace, message: 'both', data, setting: other, related });
        } else if (half) {
          const { entry } = half;
          const data = { one: entry.key, missing: entry.key.replace(/\w+$/, half.missing) };
          report({ ...entry.keyPlace, message: 'half', data, setting: entry });
        }
      }
    },
  },
});
