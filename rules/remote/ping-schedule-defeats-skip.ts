import { textValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'remote/ping-schedule-defeats-skip',
  severity: 'warning',
  confidence: 'likely',
  summary: 'skip_unavailable beside transport.ping_schedule, towards a proxy',
  messages: {
    defeated: {
      text: 'alias {alias} has transport.ping_schedule beside skip_unavailable: true',
      why: 'With both it was reported that searches fail as if skip_unavailable were false while the cluster behind a proxy is away.',
      advice:
        'Remove transport.ping_schedule: TCP keepalive, which is on by default, keeps the connections open as well.',
    },
  },
  links: ['https://github.com/elastic/elasticsearch/issues/88080'],
  on: {
    link({ settings, alias, from }, { report }) {
      const ping = settings.get('transport.ping_schedule');
      const skip = settings.get('skip_unavailable');
      const schedule = textValue(ping);
      if (!ping || !schedule || /^\s*(?:-|0+\s*[a-z]*$)/i.test(schedule)) return;
      // true is the default from 8.15 on
      const skips = skip ? textValue(skip) === 'true' : from.versions.atLeast('8.15');
      if (!skips || settings.mode !== 'proxy' || !settings.enabled) return;
      report({
        ...ping.keyPlace,
        message: 'defeated',
        data: { alias },
        setting: ping,
        related: skip ? [{ ...skip.keyPlace, message: 'skip_unavailable is set here' }] : [],
      });
    },
  },
});
