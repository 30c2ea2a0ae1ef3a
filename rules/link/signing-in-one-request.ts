import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/signing-in-one-request',
  severity: 'warning',
  summary: 'signing settings and the address of the link in one settings request',
  messages: {
    together: {
      text: 'the request sets the signing of alias {alias} together with its address',
      why: 'The connection is opened before the signing is set up, so its first request goes out unsigned and is refused by a key that demands an identity. With skip_unavailable: true nobody dials again.',
      advice: 'Send the signing settings in a request of their own first, the address second.',
    },
  },
  evidence: [
    {
      message:
        'requires certificate identity matching [CN=instance], but no certificate was provided',
      versions: '9.5.3',
    },
  ],
  on: {
    remote(remote, { report }) {
      const address = remote.addressEntry;
      if (remote.layer === 'yml' || !address || !remote.enabled) return;
      const signing = [...remote.entries].find(
        ([suffix, entry]) =>
          suffix.startsWith('signing.') && entry.spots[0]!.mapping === address.spots[0]!.mapping,
      )?.[1];
      if (!signing) return;
      report({
        ...signing.keyPlace,
        message: 'together',
        data: { alias: remote.alias },
        setting: signing,
        related: [{ ...address.keyPlace, message: 'the address stands in the same request' }],
      });
    },
  },
});
