import { apiKeyModel } from '../../src/settings/versions.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/identity-missing',
  severity: 'error',
  summary: 'the API key demands a certificate identity and the local side signs nothing',
  messages: {
    unsigned: {
      text: 'the API key of cluster {to} demands a certificate identity, but {from} does not sign requests of alias {alias}',
      why: 'Each request is answered with 401. Bites: at the first connect.',
      advice:
        'Set cluster.remote.{alias}.signing.certificate and .key (or .keystore.path) on the nodes of {from}, or create the key without certificate_identity.',
    },
    tooOld: {
      text: 'the API key of cluster {to} demands a certificate identity, and {from} is {version}, which does not sign requests',
      why: 'Requests are signed from 9.3 on; 9.2 takes the settings and signs nothing. Each request is answered with 401. Bites: at the first connect.',
      advice: 'Upgrade {from} to 9.3 or later, or create the key without certificate_identity.',
    },
  },
  needs: ['keystore', 'remote API keys'],
  evidence: [
    {
      message:
        'API key (type:[cross_cluster], id:[one]) requires certificate identity matching [CN=instance], but no certificate was provided',
      versions: '9.5.3',
    },
  ],
  on: {
    link(link, { report }) {
      const keys = link.to?.apiKeys ?? [];
      const demands = keys.flatMap(({ identity }) => identity ?? []);
      // which of several keys the link uses is not known: only when each of them demands it, something is wrong
      if (!link.credentials || !link.settings.enabled || keys.length === 0) return;
      if (demands.length < keys.length || link.from.nodes.length === 0) return;
      const signs =
        link.settings.get('signing.certificate') ?? link.settings.get('signing.keystore.path');
      const { versions } = link.from.facts;
      // versions before 9.2 refuse the settings: settings/not-yet-available
      const silent = versions?.allBelow(apiKeyModel.signing) && !versions.someBelow('9.2');
      if (signs && !silent) return;
      report({
        ...link.settings.addressEntry!.keyPlace,
        message: signs ? 'tooOld' : 'unsigned',
        data: {
          to: link.to!.name,
          from: link.from.name,
          alias: link.alias,
          version: link.from.versions.text,
        },
        setting: link.settings.addressEntry!,
        related: demands.map(({ source, range }) => ({
          source,
          range,
          message: 'this identity is demanded',
        })),
      });
    },
  },
});
