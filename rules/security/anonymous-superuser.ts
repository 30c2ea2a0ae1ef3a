import { listValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'security/anonymous-superuser',
  severity: 'warning',
  summary: 'requests without credentials get a role that may do everything',
  messages: {
    found: {
      text: 'anonymous requests get the role {role}',
      why: 'Whoever reaches the node may do what that role may, without any password.',
      advice:
        'Give anonymous requests a role of your own that reads what everybody may read, or remove the setting.',
    },
  },
  links: [
    'https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/anonymous-access',
  ],
  on: {
    node({ settings, cluster }, { report }) {
      const entry = settings.get('xpack.security.authc.anonymous.roles');
      if (!entry || cluster.managed || settings.flag('xpack.security.enabled') === false) return;
      for (const { source, range, text } of listValue(entry)) {
        if (
          /^(?:superuser|kibana_system|logstash_system|editor|beats_admin|manage_.*)$/.test(text)
        ) {
          report({ source, range, message: 'found', data: { role: text }, setting: entry });
        }
      }
    },
  },
});
