import { listValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

/** What the start script of Elasticsearch itself exports. */
const exported = ['HOSTNAME'];
/** What shells and service managers set, but not all of them. */
const usual = /^(?:HOME|LANG|LC_\w+|LOGNAME|PATH|PWD|SHELL|TZ|USER|ES_HOME|ES_PATH_CONF)$/;

export default defineRule({
  id: 'settings/placeholder-unresolved',
  severity: 'error',
  summary: 'a placeholder for a variable that no environment file of the node sets',
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
  on: {
    setting({ entry, cluster, node }, { report }) {
      // in requests a placeholder is a text like any other
      if (entry.layer !== 'yml' || !node || !entry.unknown) return;
      for (const { source, range } of listValue(entry)) {
        for (const match of source.slice(range).matchAll(/\$\{([^{}$:]*)\}/g)) {
          const name = match[1]!;
          const [first, ...others] = node.environments;
          const start = range.start + match.index;
          const said = (message: 'unset' | 'usual' | 'prompt' | 'promptText'): void =>
            report({
              source,
              range: { start, end: start + match[0].length },
              message,
              data: { name, file: first?.source.path ?? '' },
              setting: entry,
            });
          if (/^prompt\.(?:text|secret)$/.test(name))
            said(cluster.versions.someBelow('8.0') ? 'prompt' : 'promptText');
          // what begins so is left as it is
          if (!first || name.startsWith('prompt.')) continue;
          const names = [first, ...others].flatMap((file) => file.names.map((one) => one.name));
          if (![...names, ...exported].includes(name) && !node.settings.get(name))
            said(usual.test(name) ? 'usual' : 'unset');
        }
      }
    },
  },
});
