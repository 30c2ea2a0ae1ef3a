import type { Link } from '../../src/topology/link.js';
import { apiKeyModel } from '../../src/settings/versions.js';
import type { Cluster } from '../../src/topology/cluster.js';
import { defineRule } from '../../src/topology/rule.js';
import { declarations } from './_shared.js';

/** The sides of a link whose declared versions reach below a version. */
function sidesBelow(link: Link, version: string): Cluster[] {
  return [link.from, link.to].filter(
    (cluster): cluster is Cluster => cluster?.facts.versions?.someBelow(version) ?? false,
  );
}

export default defineRule({
  id: 'link/api-key-version',
  severity: 'error',
  summary: 'the API-key model, or its signing, on a version that does not have it',
  messages: {
    tooOld: {
      text: 'alias {alias} uses an API key, but {cluster} runs {version}, and {needed} is the first version that can',
      why: 'Older versions do not know the credentials, or refuse the requests. Bites: at node start on the local side, at the first connect on the remote side.',
      advice:
        'Upgrade {cluster}, or use the certificate model: remove cluster.remote.{alias}.credentials and dial the transport port.',
    },
    preview: {
      severity: 'warning',
      text: 'alias {alias} uses an API key, but {cluster} runs {version}; the documentation asks for {needed} on both sides',
      why: 'It connects and works, but was a preview before {needed}, and changed credentials may need a restart.',
      advice: 'Upgrade {cluster} to {needed} or later.',
    },
    signing: {
      severity: 'warning',
      text: 'requests of alias {alias} are to be signed, but {cluster} runs {version}, and {needed} is the first version that can',
      why: '9.2 takes the signing settings and signs nothing, older versions do not know them, and none of them reads a signature. The link works without.',
      advice: 'Upgrade {cluster} to {needed} or later, or remove cluster.remote.{alias}.signing.*.',
    },
  },
  needs: ['keystore', 'version', 'remote version'],
  evidence: [
    {
      message:
        'Settings for remote cluster [one] indicate cross cluster access headers should be sent but target cluster version',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'all nodes must have version [8.10.0] or higher to support cross cluster requests through the dedicated remote cluster port',
      versions: '8.19.21',
    },
    // what 7.17 says to POST _security/cross_cluster/api_key
    {
      message: "Invalid index name [_security], must not start with '_', '-', or '+'",
      versions: '7.17.28',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    link(link, { report }) {
      const { settings, alias, credentials } = link;
      if (!settings.enabled) return;
      const signing = [...settings.entries].find(([suffix]) => suffix.startsWith('signing.'))?.[1];
      const tooOld = link.model === 'api-key' ? sidesBelow(link, apiKeyModel.accepted) : [];
      const preview = link.model === 'api-key' ? sidesBelow(link, apiKeyModel.documented) : [];
      const unsigned = signing ? sidesBelow(link, apiKeyModel.signing) : [];
      const found = [
        ...tooOld.map((cluster) => ({
          cluster,
          message: 'tooOld' as const,
          needed: apiKeyModel.accepted,
        })),
        ...preview
          .filter((cluster) => !tooOld.includes(cluster))
          .map((cluster) => ({
            cluster,
            message: 'preview' as const,
            needed: apiKeyModel.documented,
          })),
        ...unsigned.map((cluster) => ({
          cluster,
          message: 'signing' as const,
          needed: apiKeyModel.signing,
        })),
      ];
      for (const { cluster, message, needed } of found) {
        const entry = message === 'signing' ? signing! : settings.addressEntry!;
        report({
          ...entry.keyPlace,
          message,
          data: { alias, cluster: cluster.name, version: cluster.versions.oldest, needed },
          setting: entry,
          related: [
            ...declarations(link),
            ...(credentials
              ? [{ ...credentials, message: 'these credentials make it an API-key link' }]
              : []),
          ],
        });
      }
    },
  },
});
