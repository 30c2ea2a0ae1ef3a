import { textValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

/** `*`, or a pattern that any origin fits. */
const anything = /^(?:\*|\/\^?(?:https?\??:(?:\\?\/){2})?\.[*+]\$?\/)$/;

export default defineRule({
  id: 'security/cors-any-origin',
  severity: 'warning',
  summary: 'HTTP answers scripts of any web page',
  messages: {
    found: {
      text: 'http.cors.allow-origin is {origin}: scripts of any web page may read what Elasticsearch answers',
      why: 'A page that somebody opens in a browser within your network reads your data with it.',
      advice: 'Name the origins that need it, or set http.cors.enabled: false.',
    },
    credentials: {
      text: 'http.cors.allow-origin is {origin} with http.cors.allow-credentials: scripts of any web page may act with the credentials of who opens it',
      why: 'The browser adds the passwords that it knows for Elasticsearch.',
      advice: 'Name the origins that need it.',
    },
  },
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings',
  ],
  on: {
    node({ settings }, { report }) {
      const entry = settings.get('http.cors.allow-origin');
      const origin = textValue(entry);
      if (
        !entry ||
        origin === undefined ||
        settings.flag('http.cors.enabled') !== true ||
        !anything.test(origin)
      )
        return;
      const message =
        settings.flag('http.cors.allow-credentials') === true ? 'credentials' : 'found';
      report({ ...entry.valuePlace, message, data: { origin }, setting: entry });
    },
  },
});
