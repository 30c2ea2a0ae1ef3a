import { nearest } from '../../src/core/index.js';
import { pluginOf } from '../../src/settings/renames.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/unknown-in-keystore',
  severity: 'error',
  summary: 'an entry of the keystore that the version does not know',
  messages: {
    unknown: {
      text: '{version} knows no secure setting {key}',
      why: 'The keystore takes any name, but the node does not start with one that it does not know.',
      advice: 'elasticsearch-keystore remove {key}{hint}',
    },
  },
  needs: ['keystore'],
  evidence: [
    {
      message: 'unknown secure setting [cluster.remote.one.credential]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    keystoreEntry({ name, cluster, catalogue, place }, { report }) {
      const version = cluster.versions.list.find((one) => !catalogue.find(name, one));
      if (version === undefined || pluginOf(name)) return;
      const secure = catalogue
        .keysIn(version)
        .filter((key) => catalogue.find(key.replace('*', 'x'), version)?.secure);
      const alias = /^cluster\.remote\.([-\w]+)\./.exec(name)?.[1];
      const near = nearest(
        name,
        secure.map((key) => (alias ? key.replace('remote.*', `remote.${alias}`) : key)),
      );
      const hint = near ? `; ${near} is meant, most likely` : '';
      report({
        ...place,
        message: 'unknown',
        data: { key: name, version, hint },
        setting: { key: name, keyPlace: place },
      });
    },
  },
});
