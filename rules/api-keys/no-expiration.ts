import { pairOf } from '../../src/documents/tree.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'api-keys/no-expiration',
  severity: 'info',
  summary: 'a cross-cluster API key that never expires',
  messages: {
    never: {
      text: 'the key {name} never expires',
      why: 'A credential that leaks stays good until somebody invalidates it by hand.',
      advice:
        'Set "expiration", and plan the change: the link stops on that day, unless a new key is in the keystore before.',
    },
  },
  on: {
    apiKey({ body, wrong, isUpdate, name }, { report }) {
      // an update may leave the expiration as it is
      if (wrong || isUpdate || name === undefined || pairOf(body.tree, 'expiration')) return;
      const pair = pairOf(body.tree, 'name')!;
      report({ source: body.source, range: pair.value.range, message: 'never', data: { name } });
    },
  },
});
