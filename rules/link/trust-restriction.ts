import type { Context } from '../../src/core/index.js';
import { describeCertificate } from '../../src/topology/certificate.js';
import { shownBy } from '../../src/topology/certificate-use.js';
import { handshakesOf } from '../../src/topology/handshake.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';
import type { Identity } from '../../src/topology/trust.js';
import type { TlsUse } from '../../src/topology/tls-defaults.js';
import { exclusion } from '../../src/topology/trust-restrictions.js';

type Message = 'other' | 'own';

/** Says it when the trust restrictions of a node leave out what another one shows. */
function judge(
  { report }: Context<Message>,
  message: Message,
  node: Node,
  use: TlsUse,
  { leaf, entry, node: other }: Identity,
): boolean {
  const excluded = exclusion(node, use, leaf.x509);
  if (!excluded) return false;
  const { names, patterns } = excluded;
  report({
    ...excluded.entry.valuePlace,
    message,
    data: {
      node: node.name,
      other: other.name,
      subject: leaf.x509.subject,
      names: names.length > 0 ? `is called ${names.join(', ')}` : 'has no name that is compared',
      patterns: patterns.slice(0, 3).join(', '),
      file: node.restrictions.get(excluded.entry.key)!.document.source.path,
    },
    setting: excluded.entry,
    related: [
      { ...leaf, message: describeCertificate(leaf) },
      { ...entry.valuePlace, message: `node ${other.name} shows it` },
    ],
  });
  return true;
}

const why = 'It {names}, and let in is only {patterns}. ';
const advice =
  'Add its name to trust.subject_name in {file}; a certificate without such a name needs one first: elasticsearch-certutil writes it for the cn of an instances file.';

export default defineRule<Message>({
  id: 'link/trust-restriction',
  severity: 'error',
  summary: 'trust restrictions that leave out the other side of a link, or the own nodes',
  messages: {
    other: {
      text: 'the trust restrictions of node {node} leave out the certificate “{subject}” of node {other}',
      why: `${why}Every handshake between the two fails. Bites: at the first connect.`,
      advice,
    },
    own: {
      text: 'the trust restrictions of node {node} leave out “{subject}”, the certificate of node {other} of its own cluster',
      why: `${why}They count between the nodes of one cluster, too, which then cannot form. Bites: at the first connect.`,
      advice,
    },
  },
  needs: ['certificates'],
  evidence: [{ message: 'does not match the trusted names', versions: '9.5.3' }],
  on: {
    node(node, context) {
      for (const other of node.cluster.nodes) {
        const shown = shownBy(other, 'transport');
        if (other !== node && shown && judge(context, 'own', node, 'transport', shown)) return;
      }
    },
    link(link, context) {
      const api = link.intendedModel === 'api-key';
      for (const { client, server, clientIdentity, serverIdentity } of handshakesOf(link)) {
        const use = api ? 'remote_cluster_client' : 'transport';
        if (serverIdentity && judge(context, 'other', client, use, serverIdentity)) return;
        if (!clientIdentity || !server.tls('transport').asksClients) continue;
        if (judge(context, 'other', server, 'transport', clientIdentity)) return;
      }
    },
  },
});
