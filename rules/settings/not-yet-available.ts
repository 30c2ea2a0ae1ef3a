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
    between: {
      text: '{key} exists up to {before} and again from {since} on, and this is judged as {version}',
      why: 'It came to the older line first: a node of {version} does not know it and does not start, or the request is refused.',
      advice: 'Remove it until all nodes run {since} or later.',
    },
  },
  evidence: [
    { message: 'unknown setting [remote_cluster_server.enabled]', versions: '7.17.28' },
    { message: 'unknown setting [indices.merge.disk.check_interval]', versions: '9.0.0' },
  ],
  onlyFor: ['unknown'],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      const version = subject.unknownIn;
      const history = version === undefined ? undefined : subject.history;
      if (version === undefined || !history || entry.value === null) return;
      const since = history.minors.find((minor) => compareVersions(minor, version) > 0);
      const before = history.minors.findLast((minor) => compareVersions(minor, version) < 0);
      if (since === undefined && compareVersions(version, history.since) >= 0) return;
      report({
        ...entry.keyPlace,
        message: before === undefined ? 'later' : 'between',
        data: { key, since: since ?? history.since, before: before ?? '', version },
        setting: entry,
      });
    },
  },
});
