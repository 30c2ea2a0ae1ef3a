import { listValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

const material = [
  'certificate',
  'key',
  'certificate_authorities',
  'keystore.path',
  'truststore.path',
  'trust_restrictions.path',
];

/** Where the system keeps key material, and nobody the configuration of Elasticsearch. */
const system =
  /^\/(?:etc\/(?:pki|ssl|letsencrypt|ca-certificates)|usr\/local\/share\/ca-certificates|usr\/share\/(?:pki|ca-certificates)|root\/\.|run\/secrets|var\/run\/secrets)\//;

/** Whether a relative path leads out of the folder it starts in. */
function leavesFolder(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

const isOutside = (path: string): boolean =>
  path.startsWith('/') ? system.test(path) : leavesFolder(path);

export default defineRule({
  id: 'security/tls-path-outside-config',
  severity: 'error',
  summary:
    'a key, certificate or store outside of the configuration directory, which Elasticsearch may not read',
  messages: {
    found: {
      text: '{path} lies outside of the configuration directory',
      why: 'Elasticsearch may not read files there, whatever their permissions are: the node does not start.',
      advice:
        'Copy the file next to elasticsearch.yml or into a folder below, and name it relative to that.',
    },
  },
  evidence: [
    {
      message:
        'because access to read the file is blocked; SSL resources should be placed in the [',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings',
  ],
  on: {
    tls(context, { report }) {
      if (context.cluster.managed) return;
      for (const name of material) {
        const entry = context.get(name);
        for (const { source, range, text } of entry && !entry.unknown ? listValue(entry) : []) {
          if (isOutside(text))
            report({ source, range, message: 'found', data: { path: text }, setting: entry! });
        }
      }
    },
  },
});
