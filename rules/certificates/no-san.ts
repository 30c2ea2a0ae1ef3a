import { describeCertificate } from '../../src/topology/certificate.js';
import { namesAreChecked, shownBy, shownUses } from '../../src/topology/certificate-use.js';
import { certutilCommand } from '../../src/topology/certutil.js';
import { isIpAddress } from '../../src/topology/address.js';
import { commonName } from '../../src/topology/host-name.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/no-san',
  severity: 'warning',
  summary: 'a server certificate without subject alternative names where host names are checked',
  messages: {
    none: {
      text: 'the certificate “{subject}” of {setting} has no subject alternative names',
      why: 'Java then takes the common name for a host name, but never for an address, and addresses are what nodes publish; Kibana, Beats, curl and browsers do not look at the common name at all.',
      advice: 'Make one with the names and addresses that are dialled: {command}',
    },
  },
  needs: ['certificates'],
  evidence: [{ message: 'No subject alternative names present', versions: 'Java 17, 25' }],
  on: {
    node(node, { report }) {
      const told = new Set<string>();
      for (const use of shownUses) {
        const identity = shownBy(node, use);
        if (!identity || !namesAreChecked(node, use)) continue;
        const { entry, leaf } = identity;
        const { names, fingerprint, subject } = leaf.x509;
        if (names.some(({ type }) => type === 'dns' || type === 'ip') || told.has(fingerprint))
          continue;
        told.add(fingerprint);
        const hosts = node.hosts(
          use === 'remote_cluster_server' ? 'remote_cluster' : use,
          'publish',
        ).hosts;
        const ip = hosts.map(({ text }) => text).filter(isIpAddress);
        const dns = [commonName(subject) ?? ''].filter((name) => name.includes('.'));
        report({
          ...entry.valuePlace,
          message: 'none',
          data: {
            subject,
            setting: entry.key,
            command: certutilCommand(leaf.x509, { dns, ip }),
          },
          setting: entry,
          related: [{ ...leaf, message: describeCertificate(leaf) }],
        });
      }
    },
  },
});
