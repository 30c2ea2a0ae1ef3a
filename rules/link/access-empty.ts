import { effectiveAccess } from '../../src/topology/access.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/access-empty',
  severity: 'error',
  summary: 'a role reaches nothing, or less than it asks for, over a link',
  messages: {
    empty: {
      text: 'role {role} reaches nothing over alias {alias} for {use}: it asks for {asked}, and the API key allows {allowed}',
      why: 'The API key is the ceiling for all users of the link. Bites: at the first {use}.',
      advice:
        'Add the indices to the access of the key (PUT _security/cross_cluster/api_key/<id>), or correct the names in the role.',
    },
    narrower: {
      severity: 'warning',
      text: 'of {asked}, which role {role} asks for over alias {alias}, only {left} is left for {use}',
      why: 'The API key allows {allowed} and no more; what lies outside is left out silently where names are wildcards, and answers 403 where they are not.',
      advice: 'Add the indices to the access of the key, or name in the role what is meant.',
    },
    notForUse: {
      text: 'alias {alias} is for {use}, and the API key of {to} is not',
      why: 'The key has no access of that kind, so every request for it is refused. Bites: at the first {use}.',
      advice: 'Add "{use}" to the access of the key.',
    },
  },
  needs: ['roles', 'remote API keys'],
  evidence: [
    {
      message:
        'action [indices:data/read/search] towards remote cluster is unauthorized for user [jane] with assigned roles [logs-reader] authenticated by API key id',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    link(link, { report }) {
      const { alias, to, use: meant, intendedModel } = link;
      const texts = (list: readonly { text: string }[]): string =>
        [...new Set(list.map(({ text }) => text))].join(', ') || 'nothing';
      // with certificates link/role-missing speaks
      if (intendedModel === 'certificate') return;
      for (const row of effectiveAccess(link)) {
        const { role, use, asked, allowed, left, verdict, reason = '' } = row;
        if (verdict !== 'empty' && verdict !== 'narrower') continue;
        // said below, once for all roles
        if (reason !== '' && meant.includes(use)) continue;
        const data = {
          role: role.name,
          alias,
          use,
          asked: texts(asked),
          allowed: texts(allowed),
          left: (left ?? []).join(', '),
        };
        report({
          ...(asked[0] ?? row.place),
          message: verdict,
          data,
          related: [
            { ...link.place.keyPlace, message: `alias ${alias} of ${link.from.name}` },
            ...allowed
              .slice(0, 1)
              .map((place) => ({ ...place, message: `allows ${texts(allowed)}` })),
          ],
        });
      }
      const keys = to?.apiKeys.filter(({ wrong, isUpdate }) => !wrong && !isUpdate) ?? [];
      const [first] = keys;
      // a key that cannot be read may be for any use
      if (intendedModel !== 'api-key' || !first || keys.some(({ body }) => !body.tree)) return;
      for (const use of meant.filter((one) =>
        keys.every(({ access }) => access[one].length === 0),
      )) {
        report({
          source: first.body.source,
          range: first.body.tree!.range,
          message: 'notForUse',
          data: { alias, use, to: to!.name },
          related: [{ ...link.place.keyPlace, message: `alias ${alias} of ${link.from.name}` }],
        });
      }
    },
  },
});
