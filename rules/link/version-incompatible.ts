import { handshakeAccepted } from '../../src/settings/versions.js';
import { defineRule } from '../../src/topology/rule.js';
import { declarations, versionPairs } from './_shared.js';

export default defineRule({
  id: 'link/version-incompatible',
  severity: 'error',
  summary: 'the transport handshake refuses the two versions',
  messages: {
    refused: {
      text: '{from} ({local}) and {to} ({remote}) cannot talk to each other',
      why: 'Their wire formats are too far apart: the handshake fails, or, as was seen between 7.17 and 9.1, hangs. Bites: at the first connect.',
      advice:
        'Upgrade the older side: 9.0 talks to 8.18 and later, 9.1 and later to 8.19 and later, 8.x to 7.17 and later.',
    },
  },
  needs: ['version', 'remote version'],
  evidence: [
    {
      message: 'Rejecting unreadable transport handshake from remote node with version',
      versions: '9.1.10, 9.5.3',
    },
    {
      message: 'remote node version [8.14.3] is incompatible with local node version [9.5.3]',
      versions: '8.14.3, 9.5.3',
    },
  ],
  on: {
    anyLink(link, { report }) {
      const [pair] = versionPairs(link, (local, remote) => !handshakeAccepted(local, remote));
      if (!pair) return;
      report({
        ...link.place.valuePlace,
        message: 'refused',
        data: { from: link.from.name, to: link.to!.name, local: pair[0], remote: pair[1] },
        setting: link.place,
        related: declarations(link),
      });
    },
  },
});
