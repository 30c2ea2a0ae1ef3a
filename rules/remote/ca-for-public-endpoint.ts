import { defineRule } from '../../src/topology/rule.js';

const why =
  'Elastic Cloud Hosted presents a public certificate, and as soon as authorities are set, only those are trusted: every handshake fails. Bites: at the first connect.';

export default defineRule({
  id: 'remote/ca-for-public-endpoint',
  severity: 'error',
  summary: 'private authorities for API-key links, one of which leads to Elastic Cloud Hosted',
  messages: {
    private: {
      text: 'node {node} trusts {subject} alone, but alias {alias} leads to Elastic Cloud Hosted',
      why,
      advice:
        'Remove {setting}; if another link needs it, add the public root certificate of {host} to the file.',
    },
    unread: {
      severity: 'warning',
      text: '{setting} is set, but alias {alias} leads to Elastic Cloud Hosted',
      why,
      advice:
        'Remove {setting}, or make sure that the public root certificate of {host} is in there.',
    },
  },
  evidence: [
    { message: 'failed to establish trust with server at', versions: '8.19.21, 9.5.3' },
    { message: 'PKIX path building failed', versions: '8.19.21, 9.5.3' },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    link(link, { report }) {
      const { alias, settings, platform, from } = link;
      const [address] = link.addresses;
      if (platform !== 'ech' || !settings.enabled || !address?.target) return;
      // 9443 is the port of the API-key model in Elastic Cloud; 9400 is not
      if (link.model === 'certificate' || address.target.port !== 9443) return;
      for (const node of from.nodes) {
        const { trust, enabled, verification } = node.tls('remote_cluster_client');
        const checks = enabled && (verification === 'full' || verification === 'certificate');
        if (!trust || !checks || node.clientTrustsPublic) continue;
        const [authority] = node.clientAuthorities;
        report({
          ...trust.valuePlace,
          message: authority ? 'private' : 'unread',
          data: {
            node: node.name,
            alias,
            subject: authority ? `“${authority.x509.subject}”` : '',
            setting: trust.key,
            host: address.target.host,
          },
          setting: trust,
          related: [
            { ...address, message: `${alias} dials Elastic Cloud Hosted here` },
            ...(authority ? [{ ...authority, message: 'what is trusted' }] : []),
          ],
        });
      }
    },
  },
});
