import { pairOf, valueAt } from '../../src/documents/tree.js';
import { asksForServer, tooOldForKeys } from '../../src/topology/eck.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'platform/eck-remote',
  severity: 'warning',
  summary: 'remote clusters in a resource of the operator (ECK) that are refused or do not work',
  messages: {
    serverVersion: {
      severity: 'error',
      text: 'the operator takes remoteClusterServer only from 8.10.1 on, and this is {version}',
      why: 'The resource is refused, or its changes are not carried out.',
      advice: 'Upgrade first.',
    },
    keyVersion: {
      severity: 'error',
      text: 'the operator takes apiKey of a remote cluster only from 8.10.1 on, and this is {version}',
      why: 'The resource is refused, or its changes are not carried out.',
      advice: 'Upgrade first, or leave apiKey out: then the link uses certificates.',
    },
    nameless: {
      severity: 'error',
      text: 'this remote cluster has no name',
      why: 'Kubernetes refuses the resource: the name is the alias.',
      advice: 'Add `name: <alias>`.',
    },
    accessList: {
      severity: 'error',
      text: '{key} of an API key is a list here, as in Elasticsearch; in the resource it is a map',
      why: 'Kubernetes refuses the resource.',
      advice: 'Write `{key}: { names: [<index pattern>] }`.',
    },
    sameName: {
      text: 'two remote clusters are called {alias}',
      why: 'Names are aliases: only one of them is set up.',
      advice: 'Give each a name of its own.',
    },
    noServer: {
      text: 'the remote cluster {alias} is to be reached with an API key, but {to} does not offer the remote cluster server',
      why: 'The operator then points the alias at a service that {to} does not have. Bites: at the first connect.',
      advice: 'Set spec.remoteClusterServer.enabled: true in {to}; its nodes are restarted.',
    },
  },
  evidence: [
    {
      message:
        'minimum required version for remote cluster server is 8.10.0 but desired version is',
      versions: 'ECK 3',
    },
    {
      message:
        'minimum required version for remote cluster using API keys is 8.10.0 but desired version is',
      versions: 'ECK 3',
    },
    { message: 'spec.remoteClusters[0].name: Required value', versions: 'ECK 3' },
    {
      message:
        'spec.remoteClusters[0].apiKey.access.search: Invalid value: "array": spec.remoteClusters[0].apiKey.access.search in body must be of type object: "array"',
      versions: 'ECK 3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters'],
  on: {
    resource({ resource }, { report }) {
      const { server, source } = resource;
      const version = tooOldForKeys(resource);
      if (!server || !version || !asksForServer(resource)) return;
      report({
        source,
        range: server.pair.range,
        message: 'serverVersion',
        data: { version: version.text },
        related: [{ ...version, message: 'the version' }],
      });
    },
    operatorRemote({ remote, from, to }, { report }) {
      const { place, name, apiKey } = remote;
      const { source, remoteClusters } = from.resource;
      if (!remote.hasName) report({ ...place, message: 'nameless' });
      const first = remoteClusters.find((other) => other.name === name);
      if (name !== undefined && first && first !== remote)
        report({
          ...place,
          message: 'sameName',
          data: { alias: name },
          related: [{ ...first.place, message: 'the first one' }],
        });
      if (!apiKey) return;
      const at = { source, range: apiKey.key.range };
      const version = tooOldForKeys(from.resource);
      if (version)
        report({
          ...at,
          message: 'keyVersion',
          data: { version: version.text },
          related: [{ ...version, message: 'the version' }],
        });
      for (const key of ['search', 'replication']) {
        const access = pairOf(valueAt(apiKey.value, 'access'), key);
        if (access?.value.kind === 'sequence')
          report({ source, range: access.key.range, message: 'accessList', data: { key } });
      }
      if (to && asksForServer(to.resource) === false)
        report({
          ...at,
          message: 'noServer',
          data: { alias: name ?? '', to: to.resource.name! },
          related: [{ ...to.resource.place, message: 'the other cluster' }],
        });
    },
  },
});
