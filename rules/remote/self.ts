import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'remote/self',
  severity: 'warning',
  summary: 'a remote cluster that is the cluster itself',
  messages: {
    own: {
      text: '{address} leads to node {node} of this very cluster',
      why: 'The cluster connects to itself: searches over *:index find every hit twice, and a node that starts waits for itself until it times out.',
      advice: 'Dial the other cluster. To search the own one, leave the alias out.',
    },
  },
  needs: ['nodes'],
  links: ['https://www.elastic.co/docs/troubleshoot/elasticsearch/remote-clusters'],
  on: {
    link(link, { report }) {
      for (const { address, node } of link.toItself) {
        report({
          ...address,
          message: 'own',
          data: { address: address.text, node: node.name },
          setting: link.settings.addressEntry!,
          related: [
            {
              ...(node.settings.first('transport.port', 'network.host')?.keyPlace ??
                node.document.source.firstLine()),
              message: `${node.name} listens there`,
            },
          ],
        });
      }
    },
  },
});
