import type { Link } from '../../src/topology/link.js';
import { defineRule } from '../../src/topology/rule.js';

/** Whether it is an API-key link: by its credentials, or by the port of the server interface where they are not known. */
const usesApiKey = ({ intendedModel, addresses }: Link): boolean =>
  intendedModel === undefined
    ? addresses.some(({ target }) => target?.port === 9443)
    : intendedModel === 'api-key';

export default defineRule({
  id: 'platform/traffic-filter',
  severity: 'warning',
  summary: 'an API-key link to a cluster whose platform filters traffic',
  messages: {
    samePlatform: {
      text: 'the traffic filters of {to} decide whether the API-key link {alias} gets through',
      why: 'They look at requests with an API key, not at those of the certificate model. Bites: at the first connect, unless one of them lets cluster {from} in.',
      advice: 'Add a remote cluster filter for {from} to {to}.',
    },
    elsewhere: {
      text: 'the traffic filters of {to} decide whether the API-key link {alias} gets through',
      why: 'They look at requests with an API key, not at those of the certificate model. Bites: at the first connect, unless one of them lets cluster {from} in.',
      advice: 'Add an IP filter to {to} with the addresses that the nodes of {from} dial from.',
    },
  },
  needs: ['keystore'],
  links: ['https://www.elastic.co/docs/deploy-manage/security/remote-cluster-filtering'],
  on: {
    link(link, { report }) {
      const { from, to, alias, settings } = link;
      if (!to?.facts.trafficFilters || !settings.enabled || !usesApiKey(link)) return;
      const { platform } = to.facts;
      const same = from.managed && from.facts.platform === platform;
      report({
        ...(link.addresses[0] ?? link.place.valuePlace),
        message: same ? 'samePlatform' : 'elsewhere',
        data: { from: from.name, to: to.name, alias },
        setting: settings.addressEntry!,
        related: to.facts.declaredAt ? [{ ...to.facts.declaredAt, message: 'declared here' }] : [],
      });
    },
  },
});
