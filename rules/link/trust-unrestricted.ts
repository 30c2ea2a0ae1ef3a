import type { Link } from '../../src/topology/link.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

const prefix = 'xpack.security.transport.ssl';

/** Whether it is a link of the certificate model: by its credentials, or by the port of Elastic Cloud's transport. */
const usesCertificates = ({ intendedModel, addresses }: Link): boolean =>
  intendedModel === undefined
    ? addresses.some(({ target }) => target?.port === 9400)
    : intendedModel === 'certificate';

/** Whether all that it trusts is the CA of its own certificate; false where the files are not given. */
function trustsOnlyOwn({ files }: Node): boolean {
  const trusted = files.get(`${prefix}.certificate_authorities`)?.certificates ?? [];
  const own = files.get(`${prefix}.certificate`)?.certificates ?? [];
  return (
    trusted.length > 0 &&
    trusted.every((ca) => own.some(({ x509 }) => x509.issuer === ca.x509.subject))
  );
}

/** The self-managed nodes of a link whose other side is in Elastic Cloud. */
function ownNodes({ from, to, platform }: Link): readonly Node[] {
  if (platform === 'ech') return from.managed ? [] : from.nodes;
  return from.facts.platform === 'ech' && to && !to.managed ? to.nodes : [];
}

export default defineRule({
  id: 'link/trust-unrestricted',
  severity: 'warning',
  confidence: 'likely',
  summary: 'a node that trusts a CA of Elastic Cloud, and with it every deployment of the region',
  messages: {
    everyone: {
      text: 'node {node} trusts every deployment that the CA of the other side of {alias} signs for',
      why: 'All deployments of a region of Elastic Cloud share that CA, those of other organizations, too: each of them could connect to this node as a node of a cluster that it trusts.',
      advice: `Set ${prefix}.trust_restrictions.path to a file that names the clusters to trust, your own nodes among them.`,
    },
  },
  needs: ['keystore'],
  links: [
    'https://www.elastic.co/docs/deploy-manage/remote-clusters/ec-remote-cluster-self-managed',
  ],
  on: {
    link(link, { report }) {
      if (!link.settings.enabled || !usesCertificates(link)) return;
      for (const node of ownNodes(link)) {
        const { name, settings } = node;
        const trust = settings.first(
          `${prefix}.certificate_authorities`,
          `${prefix}.truststore.path`,
        );
        if (!trust || settings.get(`${prefix}.trust_restrictions.path`) || trustsOnlyOwn(node))
          continue;
        report({
          ...trust.keyPlace,
          message: 'everyone',
          data: { node: name, alias: link.alias },
          setting: trust,
          related: [{ ...link.place.keyPlace, message: `alias ${link.alias} is set here` }],
        });
      }
    },
  },
});
