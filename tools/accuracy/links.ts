import type { LinkVerdict } from '../oracle/links/agreement.js';

const pairOf = ({ workspace: { clusters } }: LinkVerdict): string =>
  `${clusters.local.version} → ${clusters.remote.version}`;

const count = (verdicts: readonly LinkVerdict[], test: (one: LinkVerdict) => boolean): number =>
  verdicts.filter(test).length;

const row = (title: string, verdicts: readonly LinkVerdict[]): string => {
  const works = count(verdicts, ({ outcome }) => outcome.works);
  const agreed = count(verdicts, (one) => one.agreed);
  const cells = [
    verdicts.length,
    works,
    verdicts.length - works,
    `${agreed} of ${verdicts.length}`,
  ];
  return `| ${[title, ...cells].join(' | ')} |`;
};

/** What became of links between real clusters, by versions and one by one. */
export function* linksSection(verdicts: readonly LinkVerdict[]): Generator<string> {
  yield '## Links between real clusters';
  yield '';
  yield 'Each is a workspace of [fixtures/links](../fixtures/links/README.md): two real nodes on two hosts, the API key made, the';
  yield 'keystore filled, the requests sent, and three documents searched for over the link. We agree where it works and we have no';
  yield 'error, or it does not and one of our errors is of the rule that names the cause.';
  yield '';
  yield '| local → remote | links | work | do not | we agree |';
  yield '|---|---|---|---|---|';
  const pairs = [...new Set(verdicts.map(pairOf))];
  for (const pair of pairs)
    yield row(
      pair,
      verdicts.filter((one) => pairOf(one) === pair),
    );
  yield row('all', verdicts);
  yield '';
  yield '| link | what it shows | real nodes | we say |';
  yield '|---|---|---|---|';
  for (const { workspace, shown, outcome, errors } of verdicts) {
    const rules = [...new Set(errors.map(({ rule }) => rule))].map((rule) => `\`${rule}\``);
    const name = `[${workspace.name}](../fixtures/links/${workspace.name})`;
    const does = outcome.works ? 'works' : 'does not work';
    yield `| ${[name, shown.shows, does, rules.join(', ') || 'no error'].join(' | ')} |`;
  }
  yield '';
}

/** The links on which we do not agree, each with why. */
export function* linkDifferences(verdicts: readonly LinkVerdict[]): Generator<string> {
  yield '### Links';
  yield '';
  const lines = verdicts
    .filter(({ agreed }) => !agreed)
    .map(({ workspace, shown, outcome, errors }) => {
      const why = shown.unseen ?? errors.map(({ text }) => text).join('; ');
      const does = outcome.works ? 'works' : 'does not work';
      return `- \`${workspace.name}\` ${does}, and we say otherwise: ${why}.`;
    });
  yield* lines.length > 0 ? lines.sort() : ['None.'];
  yield '';
}
