import { defineRule } from '../../src/topology/rule.js';

const ofRemote = /^cluster\.remote\.[\w-]+\./;

export default defineRule({
  id: 'platform/managed-setting',
  severity: 'warning',
  summary: 'a setting that the platform of the cluster manages, or does not have',
  messages: {
    operator: {
      text: '{key} is reserved for the operator of {service}',
      why: 'The operator writes it for each node, and what stands here takes its place: nodes may fail to find each other, or the operator to reach them. Its webhook only warns, and only where it is installed.',
      advice: 'Delete it.',
    },
    clientCertificates: {
      text: 'the operator does not support client certificates on HTTP that a set of nodes demands',
      why: 'The operator itself has no such certificate, so it cannot reach the nodes. Its webhook only warns, and only where it is installed.',
      advice: 'Delete it, and use spec.http.tls.client.authentication.',
    },
    cloud: {
      text: '{key} is set by the platform of {service}',
      why: 'The platform takes only settings of its own list from users, and this is none of them: saving it is refused.',
      advice: 'Delete it.',
    },
    noRemotes: {
      text: '{service} has no remote clusters, so {key} does nothing there',
      why: 'Projects search each other by cross-project search.',
      advice: 'Delete it, and link the projects.',
    },
    skip: {
      severity: 'error',
      text: '{key} is refused by {service}',
      why: 'With cross-project search the setting is not available: the request is refused.',
      advice: 'Delete it, and link the projects.',
    },
  },
  evidence: [
    {
      message:
        'Configuration setting is reserved for internal use. User-configured use is unsupported',
      versions: 'ECK 3',
    },
    {
      message:
        'HTTP client authentication mode "required" is not supported when set via nodeSet configuration',
      versions: 'ECK 3',
    },
    {
      message: 'setting [cluster.remote.two.skip_unavailable] is unavailable when CPS is enabled',
      versions: '9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/settings-managed-by-eck',
    'https://www.elastic.co/docs/deploy-manage/stack-settings',
  ],
  onlyFor: ['managed'],
  on: {
    setting({ entry, key, cluster }, { report }) {
      const { profile } = cluster;
      if (!profile.managed || entry.value === null) return;
      const say = (message: 'operator' | 'clientCertificates' | 'cloud' | 'noRemotes' | 'skip') =>
        report({
          ...entry.keyPlace,
          message,
          data: { key, service: profile.cluster },
          setting: entry,
        });
      if (ofRemote.test(key) && !profile.remotes)
        say(key.endsWith('.skip_unavailable') ? 'skip' : 'noRemotes');
      if (entry.layer !== 'yml') return;
      const operator = cluster.facts.platform === 'eck';
      if (profile.reserved?.test(key)) say(operator ? 'operator' : 'cloud');
      else if (
        operator &&
        key === 'xpack.security.http.ssl.client_authentication' &&
        entry.value === 'required'
      )
        say('clientCertificates');
    },
  },
});
