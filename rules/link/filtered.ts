import { filterBefore, keepsOut, type IpFilter } from '../../src/topology/ip-filter.js';
import type { Link } from '../../src/topology/link.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

/** The addresses from which a node dials, as far as its file tells. */
const sourcesOf = (node: Node): string[] =>
  (['bind', 'publish'] as const).flatMap((what) =>
    node
      .hosts('transport', what)
      .hosts.filter(({ kind }) => kind === 'private' || kind === 'address')
      .map(({ text }) => text),
  );

/** A node of the other side whose filter keeps out every address of a node that dials. */
function refusing({ from, to }: Link, filterOf: (node: Node) => IpFilter | undefined) {
  const pairs = from.nodes.flatMap((client) =>
    (to?.nodes ?? []).map((server) => ({ client, server, filter: filterOf(server) })),
  );
  return pairs.find(({ client, filter }) => {
    const sources = sourcesOf(client);
    return filter && sources.length > 0 && sources.every((text) => keepsOut(filter, text));
  });
}

export default defineRule({
  id: 'link/filtered',
  severity: 'error',
  summary: 'the IP filter of the other cluster keeps the nodes of this one out',
  messages: {
    refused: {
      text: 'node {client} dials alias {alias} from {address}, which {setting} of node {server} keeps out',
      why: 'The connection is closed as soon as it is opened. Bites: at the first connect.',
      advice: 'Add {address} to {allow} of {to}, which goes before {setting}.',
    },
  },
  needs: ['nodes', 'remote nodes'],
  evidence: [
    {
      message: 'Unable to open any proxy connections to cluster [logs] at address',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/security/ip-filtering'],
  on: {
    link(link, { report }) {
      const { to, alias, settings, intendedModel } = link;
      if (!to || to.managed || !intendedModel || !settings.enabled) return;
      const wrong = refusing(link, (node) =>
        node.securityEnabled === false ? undefined : filterBefore(node, link),
      );
      if (!wrong) return;
      const { client, server, filter } = wrong;
      const deny = filter!.deny!;
      report({
        ...deny.valuePlace,
        message: 'refused',
        data: {
          alias,
          client: client.name,
          server: server.name,
          to: to.name,
          address: sourcesOf(client)[0]!,
          setting: deny.key,
          allow:
            intendedModel === 'api-key'
              ? 'xpack.security.remote_cluster.filter.allow'
              : 'xpack.security.transport.filter.allow',
        },
        setting: deny,
        related: [
          { ...settings.addressEntry!.keyPlace, message: `alias ${alias} dials it` },
          {
            ...(client.hosts('transport', 'bind').entry?.valuePlace ??
              client.document.source.firstLine()),
            message: `the address of node ${client.name}`,
          },
        ],
      });
    },
  },
});
