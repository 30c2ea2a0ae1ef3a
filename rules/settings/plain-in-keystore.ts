import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/plain-in-keystore',
  severity: 'error',
  summary: 'a setting in the keystore that belongs in elasticsearch.yml',
  messages: {
    plain: {
      text: '{key} is no secure setting',
      why: 'The keystore takes any name, but the node does not start with a plain setting in it.',
      advice: 'elasticsearch-keystore remove {key}, and set it in elasticsearch.yml.',
    },
    twin: {
      text: '{key} is no secure setting; {twin} is',
      why: 'The keystore takes any name, but the node does not start with a plain setting in it.',
      advice: 'elasticsearch-keystore add {twin}, then elasticsearch-keystore remove {key}',
    },
  },
  needs: ['keystore'],
  evidence: [
    {
      message:
        'is a non-secure setting and must be stored inside elasticsearch.yml, but was found inside the Elasticsearch keystore',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    keystoreEntry({ name, place, cluster, catalogue }, { report }) {
      const version = cluster.versions.list.find(
        (one) => catalogue.find(name, one)?.secure === false,
      );
      if (version === undefined) return;
      const twin = name.replace(/([^.]+)$/, 'secure_$1');
      const hasTwin = catalogue.find(twin, version)?.secure === true;
      const setting = { key: name, keyPlace: place };
      report({ ...place, message: hasTwin ? 'twin' : 'plain', data: { key: name, twin }, setting });
    },
  },
});
