import { didYouMean } from '../../src/core/index.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/alias-not-configured',
  severity: 'warning',
  summary: 'the manifest lists a link whose alias no settings name',
  messages: {
    absent: {
      text: 'no settings of cluster {from} name alias {alias}{hint}',
      why: 'The link was not checked: nothing says what it dials.',
      advice:
        'Correct the alias, or give the file with cluster.remote.{alias}.* under nodes or settings.',
    },
  },
  on: {
    listedLink({ from, alias, ...place }, { report }) {
      if (from.links.some((link) => link.alias === alias)) return;
      if (from.platformAliases.has(alias)) return;
      const hint = didYouMean(
        alias,
        from.links.map((link) => link.alias),
      );
      report({ ...place.place, message: 'absent', data: { from: from.name, alias, hint } });
    },
  },
});
