import { defineRule } from '../../src/topology/rule.js';
import { profileOf } from '../../src/topology/platform.js';

const prefix = 'xpack.security.remote_cluster_client.ssl';

export default defineRule({
  id: 'remote/missing-ca',
  severity: 'warning',
  summary: 'an API-key link without the certificate authority of the remote cluster server',
  messages: {
    untrusted: {
      severity: 'error',
      text: 'node {node} does not trust the certificate of cluster {to}: no CA is set for alias {alias}',
      why: 'The server presents “{subject}”, issued by “{issuer}”, which is no public authority; without CAs of its own a node trusts only public ones, so every handshake fails. Bites: at the first connect.',
      advice: `Copy the CA certificate of “{issuer}” into the config directory, set ${prefix}.certificate_authorities: ["<file>"], and restart the node.`,
    },
    unchecked: {
      text: 'node {node} trusts only public CAs on the API-key link {alias}',
      why: 'Certificates of self-managed clusters, ECE and ECK usually come from a CA of their own; then every handshake fails. Bites: at the first connect.',
      advice: `Set ${prefix}.certificate_authorities to the CA that issued the server certificate of the remote cluster; list the remote in elasticlint.yml to have it checked.`,
    },
  },
  needs: ['keystore'],
  evidence: [
    { message: 'failed to establish trust with server at', versions: '8.19.21, 9.5.3' },
    { message: 'PKIX path building failed', versions: '8.19.21, 9.5.3' },
    {
      message: 'unable to find valid certification path to requested target',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/troubleshoot/elasticsearch/remote-clusters'],
  on: {
    link(link, { report }) {
      const { settings, alias, credentials, platform } = link;
      if (
        link.intendedModel !== 'api-key' ||
        !settings.enabled ||
        profileOf(platform).publicCertificate
      )
        return;
      const read = link.servers.filter((server) => server.serverIsPublic !== undefined);
      const foreign = read.find((server) => server.serverIsPublic === false);
      if (read.length > 0 && !foreign) return;
      const certificate = foreign?.serverChain[0];
      const trusting = link.from.nodes.filter(
        (node) => node.tls('remote_cluster_client').trustsOnlyPublic,
      );
      for (const node of trusting) {
        report({
          ...(link.addresses[0] ?? link.place.valuePlace),
          message: certificate ? 'untrusted' : 'unchecked',
          data: {
            node: node.name,
            alias,
            to: link.to?.name ?? '',
            subject: certificate?.x509.subject ?? '',
            issuer: foreign?.serverChain.at(-1)?.x509.issuer ?? '',
          },
          setting: settings.addressEntry!,
          related: [
            ...(credentials
              ? [{ ...credentials, message: 'these credentials make it an API-key link' }]
              : []),
            ...(certificate
              ? [{ ...certificate, message: `the certificate that ${link.to!.name} presents` }]
              : []),
          ],
        });
      }
    },
  },
});
