import type { DialledAddress } from '../../src/topology/address.js';
import type { Link } from '../../src/topology/link.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

/** The first ports of the default range; 9243 is the one of Elastic Cloud. The range ends at the first transport port. */
const isHttpLike = (port: number): boolean => port >= 9200 && port < 9300;

/** The ports of the web, on which proxies and ingresses speak HTTP unless told otherwise. */
const isWeb = (port: number): boolean => port === 80 || port === 443;

/** Whether a node of the other side answers other clusters on the port. */
const answersClusters = ({ to }: Link, port: number): boolean =>
  to?.nodes.some(
    (node) => node.listensOn('transport', port) || node.listensOn('remote_cluster', port),
  ) ?? false;

/** What is said of a port that does not answer other clusters. */
function judge({ to }: Link, port: number): { message?: 'http' | 'web' | 'like'; node?: Node } {
  const node = to?.nodes.find((one) => one.listensOn('http', port));
  if (node) return { message: 'http', node };
  if (isWeb(port)) return { message: 'web' };
  const known = to !== undefined && to.nodes.length > 0;
  return !known && isHttpLike(port) ? { message: 'like' } : {};
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
    web: {
      confidence: 'likely',
      text: 'port {port} of {address} is usually that of a proxy for HTTP',
      why: 'Between clusters a proxy has to pass connections on as they are (layer 4): one that ends TLS or expects HTTP breaks them, always or on some of its machines. Bites: at the first connect.',
      advice:
        'Make sure that the proxy passes TCP on and leaves TLS to Elasticsearch, or dial the remote cluster itself.',
    },
    like: {
      text: 'port {port} of {address} looks like one for HTTP',
      why: 'Clusters talk to each other by the transport protocol, which an HTTP port does not understand. Bites: at the first connect.',
      advice:
        'Dial the transport port, 9300 unless set otherwise (9400 in Elastic Cloud), or 9443 for API keys.',
    },
  },
  needs: ['remote nodes'],
  evidence: [
    { message: 'handshake failed because connection reset', versions: '9.5.3' },
    {
      message: 'received plaintext traffic on an encrypted channel, closing connection',
      versions: '9.5.3',
    },
  ],
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
        if (answersClusters(link, target.port)) continue;
        const { message, node } = judge(link, target.port);
        if (!message) continue;
        report({
          source,
          range,
          message,
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
