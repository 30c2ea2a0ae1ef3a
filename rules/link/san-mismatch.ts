import { isIpAddress } from '../../src/topology/address.js';
import { describeCertificate } from '../../src/topology/certificate.js';
import { certutilCommand } from '../../src/topology/certutil.js';
import { wrongNames } from '../../src/topology/handshake.js';
import { isHostName } from '../../src/topology/host-name.js';
import { defineRule } from '../../src/topology/rule.js';

const advice =
  'Have {host} added to the certificate of {server}, with a command such as {command}; {else}.';

export default defineRule({
  id: 'link/san-mismatch',
  severity: 'error',
  summary: 'the host that is dialled is none that the certificate of the server is for',
  messages: {
    dialled: {
      text: 'alias {alias} dials {host}, and the certificate of {server} is not for that host but for {names}',
      why: 'Node {client} checks the host name (verification_mode full): every handshake fails. Bites: at the first connect.',
      advice,
    },
    some: {
      severity: 'warning',
      text: 'alias {alias} dials {host}, and the certificate of {server}, which may answer there, is not for that host but for {names}',
      why: 'Node {client} checks the host name (verification_mode full): the handshake fails whenever that node answers.',
      advice,
    },
    published: {
      text: 'in sniff mode alias {alias} goes on to {host}, which {server} publishes, and the certificate there is not for that address but for {names}',
      why: 'Node {client} checks the host name (verification_mode full): after the first handshake all others fail. Bites: at the first connect.',
      advice: `${advice.slice(0, -'{else}.'.length)}or use proxy mode.`,
    },
    noHost: {
      text: 'alias {alias} dials {host}, which Java does not take for a host name, so that no certificate is one for it',
      why: 'Java wants letters, digits and hyphens between the dots, and no underscore. Node {client} checks the host name (verification_mode full): every handshake fails, whatever names the certificate has. Bites: at the first connect.',
      advice:
        'Give {server} another name, without underscores, and dial that, or an address that is in its certificate; {else}.',
    },
  },
  needs: ['certificates', 'remote certificates'],
  evidence: [
    { message: 'No subject alternative names matching IP address', versions: 'Java 17, 25' },
    { message: 'No subject alternative DNS name matching', versions: 'Java 17, 25' },
    { message: 'Illegal given domain name', versions: 'Java 17, 25' },
  ],
  on: {
    link(link, { report }) {
      for (const { address, host, handshake, kind } of wrongNames(link)) {
        const { leaf, entry } = handshake.serverIdentity;
        const names = leaf.x509.names.filter(({ type }) => type === 'dns' || type === 'ip');
        const name = names.find(({ type, value }) => type === 'dns' && !value.includes('*'))?.value;
        const proxy = link.settings.mode === 'proxy' && name;
        const other = `or set cluster.remote.${link.alias}.server_name: ${name}, one of the two is enough`;
        report({
          ...address,
          message: isIpAddress(host) || isHostName(host) ? kind : 'noHost',
          data: {
            alias: link.alias,
            host,
            server: `node ${handshake.server.name}`,
            client: handshake.client.name,
            names: names.map(({ value }) => value).join(', ') || `“${leaf.x509.subject}”`,
            command: certutilCommand(leaf.x509, { [isIpAddress(host) ? 'ip' : 'dns']: [host] }),
            else: proxy ? other : 'or dial a host that is in it',
          },
          setting: link.settings.addressEntry!,
          related: [
            { ...leaf, message: describeCertificate(leaf) },
            { ...entry.valuePlace, message: `node ${handshake.server.name} shows it` },
          ],
        });
      }
    },
  },
});
