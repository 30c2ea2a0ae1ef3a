import { placeholdersOf } from '../../src/settings/placeholders.js';
import { defineRule } from '../../src/topology/rule.js';

/** What the start script of Elasticsearch itself exports. */
const exported = ['HOSTNAME'];
/** What shells and service managers set, but not all of them. */
const usual = /^(?:HOME|LANG|LC_\w+|LOGNAME|PATH|PWD|SHELL|TZ|USER|ES_HOME|ES_PATH_CONF)$/;

export default defineRule({
  id: 'settings/placeholder-unresolved',
  severity: 'error',
  summary: 'a placeholder for a variable that has no value when the node starts',
  messages: {
    unset: {
      text: 'no environment file of this node sets {name}, and no setting has that name',
      why: 'Elasticsearch does not start while a placeholder has no value.',
      advice: 'Set {name} in {file}, or write the value itself.',
    },
    usual: {
      severity: 'warning',
      text: 'no environment file of this node sets {name}',
      why: 'Shells set it, but not every service manager and container does; without it the node does not start.',
      advice: 'Set {name} in {file}, too.',
    },
    nested: {
      text: '{name} stands within another placeholder, where from 8.2 on no variable is looked up, and no setting has that name',
      why: 'Since then variables are only put in for placeholders that stand by themselves: the node does not start, whatever {name} is set to.',
      advice: 'Write one placeholder, and set its variable everywhere.',
    },
    prompt: {
      text: '${{name}} asked for the value at start; no version still does',
      why: 'The node does not start.',
      advice: 'Put the setting into the keystore, or write the value itself.',
    },
    promptText: {
      severity: 'warning',
      text: '${{name}} asked for the value at start; no version still does',
      why: 'From 8.0 on the text ${{name}} itself becomes the value.',
      advice: 'Put the setting into the keystore, or write the value itself.',
    },
  },
  evidence: [
    { message: "Could not resolve placeholder 'HOSTNAME'", versions: '8.19.21, 9.5.3' },
    {
      message: "Could not resolve placeholder 'ORACLE_UNSET'",
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message:
        'Config driven text prompting was deprecated in 6.0.0. Use the keystore for secure settings.',
      versions: '7.17.28',
    },
  ],
  options: {
    variables: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description:
        'variables that are set elsewhere: by an image, an orchestrator, a service manager',
    },
  },
  onlyFor: ['placeholder'],
  on: {
    setting({ entry, cluster, node }, { report, options }) {
      // in requests a placeholder is a text like any other
      if (entry.layer !== 'yml' || !node || !entry.unknown) return;
      const [first, ...others] = node.environments;
      const names = [first, ...others].flatMap((file) => file?.names ?? []).map(({ name }) => name);
      const set = [...names, ...exported, ...options.variables];
      for (const { content: name, nested, ...place } of placeholdersOf(entry)) {
        // with a default it always has a value
        if (/[{}$:]/.test(name)) continue;
        const data = { name, file: first?.source.path ?? '' };
        const said = (message: 'unset' | 'usual' | 'nested' | 'prompt' | 'promptText'): void =>
          report({ ...place, message, data, setting: entry });
        if (/^prompt\.(?:text|secret)$/.test(name))
          said(cluster.versions.someBelow('8.0') ? 'prompt' : 'promptText');
        // what begins so is left as it is
        if (name.startsWith('prompt.') || node.settings.get(name)) continue;
        if (nested && !cluster.versions.allBelow('8.2')) said('nested');
        else if (first && !set.includes(name)) said(usual.test(name) ? 'usual' : 'unset');
      }
    },
  },
});
