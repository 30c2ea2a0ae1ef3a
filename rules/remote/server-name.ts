import { insertAfter, replaceValue, writeValue } from '../../src/documents/edit.js';
import { textValue } from '../../src/settings/entry.js';
import { isIpAddress, isServerName } from '../../src/topology/address.js';
import type { Fix } from '../../src/core/index.js';
import type { Link } from '../../src/topology/link.js';
import { defineRule } from '../../src/topology/rule.js';
import { sibling } from './_shared.js';

const unused = 'the server name is sent while TLS is set up';

/** Strips what belongs to an address; undefined where no name is left. */
function bareName({ settings }: Link, text: string): Fix | undefined {
  const name = text.replace(/^\w+:\/\//, '').replace(/(?::\d+)?\/?$|\.$/, '');
  const { source, mapping, pair } = settings.get('server_name')!.spots.at(-1)!;
  if (name === text || name === '' || !isServerName(name) || isIpAddress(name)) return undefined;
  const edits = [replaceValue(source, pair.value, writeValue(name, mapping.flow))];
  return { safe: true, title: `write ${name}`, edits };
}

/** Asks for the name that is dialled, which is the one that Elastic's proxies know. */
function named({ settings }: Link, name: string): Fix {
  const entry = settings.get('proxy_address')!;
  const edits = [insertAfter(entry.spots.at(-1)!, [[sibling(entry, 'server_name'), name]])];
  return { safe: true, title: `set server_name: ${name}`, edits };
}

export default defineRule({
  id: 'remote/server-name',
  severity: 'error',
  summary: 'a server_name that no TLS handshake can ask for, or none where a proxy needs it',
  messages: {
    invalid: {
      text: '{name} cannot be a server_name',
      why: `It has to be a plain host name, without port, blank or underscore; ${unused}, so no connection is opened at all. Bites: at the first connect.`,
      advice: 'Write the host name that the certificate of the remote has, and nothing else.',
    },
    address: {
      severity: 'warning',
      text: 'server_name is {name}, an IP address',
      why: 'TLS asks for names only: proxies that choose a cluster by that name do not know where to send the connection, others ignore it.',
      advice: 'Write the host name that the certificate of the remote has, or remove server_name.',
    },
    missing: {
      severity: 'warning',
      text: 'server_name is not set for {host}, which belongs to {service}',
      why: 'Its proxies find the deployment by the name that TLS asks for. Without server_name Elasticsearch asks for one only where verification_mode is full.',
      advice: 'Set server_name: {host}',
    },
  },
  fix: 'safe',
  evidence: [
    { message: 'invalid DiscoveryNode server_name [a_b:9443]', versions: '8.19.21, 9.5.3' },
    {
      message: 'Unable to open any proxy connections to cluster [logs] at address',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters'],
  on: {
    link(link, { report }) {
      const { settings, platform, from } = link;
      const [entry, [address]] = [settings.get('server_name'), link.addresses];
      // without security there is no TLS, and nobody reads the name
      if (settings.mode !== 'proxy' || !settings.enabled) return;
      if (from.nodes.some((node) => node.securityEnabled === false)) return;
      const name = textValue(entry);
      if (entry && name) {
        const message = isIpAddress(name) ? 'address' : isServerName(name) ? undefined : 'invalid';
        const fix = message === 'invalid' ? bareName(link, name) : undefined;
        if (message) report({ ...entry.valuePlace, message, data: { name }, setting: entry, fix });
        return;
      }
      const host = address?.target?.host;
      if (entry || !host || isIpAddress(host) || (platform !== 'ech' && platform !== 'ece')) return;
      report({
        ...address,
        message: 'missing',
        data: {
          host,
          service: platform === 'ech' ? 'Elastic Cloud Hosted' : 'Elastic Cloud Enterprise',
        },
        setting: settings.get('proxy_address')!,
        fix: named(link, host),
      });
    },
  },
});
