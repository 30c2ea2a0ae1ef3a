import { compareVersions } from '../../src/settings/versions.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/not-yet-available',
  severity: 'error',
  matter: 'unknown setting',
  summary: 'a setting that only later versions know',
  messages: {
    later: {
      text: '{key} exists from {since} on, and this is judged as {version}',
      why: 'A setting that the node does not know keeps it from starting, or has the request refused.',
      advice: 'Remove it until all nodes run {since} or later.',
    },
  },
  evidence: [{ message: 'unknown setting [remote_cluster_server.enabled]', versions: '7.17.28' }],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      const version = subject.unknownIn;
      const history = version === undefined ? undefined : subject.history;
      if (version === undefined || !history || entry.value === null) return;
      if (compareVersions(version, history.since) >= 0) return;
      report({
        ...entry.keyPlace,
        message: 'later',
        data: { key, since: history.since, version },
        setting: entry,
      });
    },
  },
});
