import { defineRule } from '../../src/topology/rule.js';
import { strayCredentials } from './_shared.js';

export default defineRule({
  id: 'remote/certificate-model-deprecated',
  severity: 'warning',
  summary: 'a link in the certificate model, which 9.0 deprecates',
  messages: {
    deprecated: {
      text: 'alias {alias} uses the certificate model, which is deprecated since 9.0',
      why: 'Both clusters trust each other wholly: a superuser here reads everything there. A later version will not have that model.',
      advice:
        'Move to an API key, under the same alias: on the remote cluster set remote_cluster_server.enabled: true with a certificate, restart, and create a cross-cluster API key; here set xpack.security.remote_cluster_client.ssl.certificate_authorities, restart, run elasticsearch-keystore add cluster.remote.{alias}.credentials on every node, POST _nodes/reload_secure_settings, and dial port 9443.',
    },
  },
  needs: ['keystore'],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-migrate'],
  on: {
    link(link, { report }) {
      const { from, settings, place, alias } = link;
      if (link.model !== 'certificate' || !settings.enabled || !from.versions.atLeast('9.0'))
        return;
      if (from.versions.assumed || from.nodes.some((node) => node.securityEnabled === false))
        return;
      // these are links in the API-key model that lack something, or lead to no other cluster (remote/self)
      const meant =
        link.toItself.length > 0 ||
        link.dialsServer ||
        link.addresses.some(({ target }) => target?.port === 9443) ||
        strayCredentials(from).some((stray) => stray.link === link);
      if (meant) return;
      report({ ...place.keyPlace, message: 'deprecated', data: { alias }, setting: place });
    },
  },
});
