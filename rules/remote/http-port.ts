import type { DialledAddress } from '../../src/topology/address.js';
import type { Link } from '../../src/topology/link.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

/** The first ports of the default range; 9243 is the one of Elastic Cloud. The range ends at the first transport port. */
const isHttpLike = (port: number): boolean => port >= 9200 && port < 9300;

/** A node of the other side that answers HTTP on the port, where none answers another cluster on it. */
function answering({ to }: Link, port: number): Node | undefined {
  const transport = to?.nodes.some(
    (node) => node.listensOn('transport', port) || node.listensOn('remote_cluster', port),
  );
  return transport ? undefined : to?.nodes.find((node) => node.listensOn('http', port));
}

export default defineRule({
  id: 'remote/http-port',
  severity: 'warning',
  summary: 'a remote cluster dialled on a port for HTTP',
  messages: {
    http: {
      severity: 'error',
      text: '{address} is the HTTP port of cluster {to}',
      why: 'Clusters talk to each other by the transport protocol, which an HTTP port does not understand: it closes the connection. Bites: at the first connect.',
      advice: 'Dial {transport} for the certificate model, {server} for API keys.',
    },
    like: {
      text: 'port {port} of {address} looks like one for HTTP',
      why: 'Clusters talk to each other by the transport protocol, which an HTTP port does not understand. Bites: at the first connect.',
      advice:
        'Dial the transport port, 9300 unless set otherwise (9400 in Elastic Cloud), or 9443 for API keys.',
    },
  },
  needs: ['remote nodes'],
  evidence: [{ message: 'handshake failed because connection reset', versions: '9.5.3' }],
  links: ['https://www.elastic.co/docs/troubleshoot/elasticsearch/remote-clusters'],
  on: {
    link(link, { report }) {
      const { settings, addresses } = link;
      // then the seeds are names only
      if (settings.get('proxy')) return;
      const dialled = addresses.filter(
        (one): one is DialledAddress & { target: object } => one.target !== undefined,
      );
      for (const { text, target, source, range } of dialled) {
        const node = answering(link, target.port);
        const known = link.to !== undefined && link.to.nodes.length > 0;
        if (!node && (known || !isHttpLike(target.port))) continue;
        report({
          source,
          range,
          message: node ? 'http' : 'like',
          data: {
            address: text,
            port: target.port,
            to: link.to?.name ?? '',
            transport: node?.port('transport')?.text ?? '9300',
            server: node?.port('remote_cluster')?.text ?? '9443',
          },
          setting: settings.addressEntry!,
        });
      }
    },
  },
});
