import { addressFault, correctedAddress, type AddressFault } from '../../src/topology/address.js';
import { addressTexts } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import { linkOf } from './_shared.js';

/** What a fix changes: what is left is one address, and nothing has to be guessed. */
const fixed: readonly AddressFault[] = ['noPort', 'badPort', 'scheme', 'ipv6'];

const accepted = 'Elasticsearch accepts it and can never connect. Bites: at the first connect.';
const refused =
  'Elasticsearch refuses it: the node does not start, a settings request is rejected.';

export default defineRule({
  id: 'remote/address-shape',
  severity: 'error',
  summary: 'a remote address that is not host:port',
  messages: {
    noPort: {
      text: '{address} has no port',
      why: refused,
      advice:
        'Write host:port, for instance {address}:9443 for an API key or {address}:9300 for certificates.',
    },
    badPort: {
      text: 'the port of {address} is no number',
      why: refused,
      advice: 'Write one port as host:port; ranges, paths and URLs are not taken.',
    },
    zero: {
      text: 'the port of {address} is not above 0',
      why: refused,
      advice: 'Write the port that the remote listens on.',
    },
    tooHigh: {
      text: 'the port of {address} is above 65535',
      why: accepted,
      advice: 'Write the port that the remote listens on.',
    },
    scheme: {
      text: '{address} is a URL, not host:port',
      why: accepted,
      advice: 'Write {bare}.',
    },
    blank: {
      text: 'the host of {address} is empty or holds a blank',
      why: accepted,
      advice: 'Write host:port without blanks.',
    },
    ipv6: {
      severity: 'warning',
      text: '{address} is an IPv6 address without brackets',
      why: 'Elasticsearch splits at the last colon: a forgotten port would go unnoticed.',
      advice: 'Write {bare}.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message: 'remote hosts need to be configured as [host:port], found [h] instead',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    { message: 'failed to parse port', versions: '7.17.28, 8.19.21, 9.5.3' },
    { message: 'port number must be > 0 but was: [0]', versions: '7.17.28, 8.19.21, 9.5.3' },
    { message: 'port out of range:94430', versions: '9.5.3' },
    { message: 'unknown host [https://remote.example.com]', versions: '9.5.3' },
  ],
  on: {
    remote(remote, { report }) {
      for (const entry of ['seeds', 'proxy_address', 'proxy'].flatMap(
        (one) => remote.get(one) ?? [],
      )) {
        for (const { text, source, range } of addressTexts(entry)) {
          const message = addressFault(text);
          if (!message) continue;
          const bare = correctedAddress(text, linkOf(remote)?.answeringPort);
          const start = source.text.indexOf(text, range.start);
          const isThere = start >= 0 && start + text.length <= range.end;
          const fixable = fixed.includes(message) && isThere && !addressFault(bare);
          const bracket = bare.startsWith('[') && !/["']/.test(source.slice(range));
          const written = bracket ? `"${bare}"` : bare;
          report({
            source,
            range,
            message,
            data: { address: text, bare },
            setting: entry,
            fix: fixable
              ? {
                  safe: true,
                  title: `write ${bare}`,
                  edits: [{ source, range: { start, end: start + text.length }, text: written }],
                }
              : undefined,
          });
        }
      }
    },
  },
});
