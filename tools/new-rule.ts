import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { rules } from '../rules/registry.js';
import { headBegins, headEnds, pagePath } from './generate/rule-pages.js';

const ruleText = (id: string): string => `import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: '${id}',
  severity: 'warning',
  // goes with the next minor version: docs/stability.md
  preview: true,
  summary: 'one sentence on what it finds, without full stop',
  messages: {
    found: {
      text: '{setting} is: what is wrong, as a clause without full stop',
      why: 'Why it matters and when it bites.',
      advice: 'What to do.',
    },
  },
  on: {
    // what else can be looked at: Subjects in src/topology/rule.ts
    setting({ entry }, { report }) {
      if (entry.key !== 'name.of.the.setting') return;
      report({ ...entry.valuePlace, message: 'found', data: { setting: entry.key }, setting: entry });
    },
  },
});
`;

const pageText = (id: string): string => `${headBegins}
${headEnds}

## What it finds

Which text in which file, in which versions.

## Why it matters

What Elasticsearch does with it, and when it bites: at node start, at the first connect, on upgrade.

## Bad

\`\`\`yaml elasticsearch.yml
# an example that ${id} speaks of
cluster.name: logs
\`\`\`

## Good

\`\`\`yaml elasticsearch.yml
# the same, cured
cluster.name: logs
\`\`\`

## When it stays silent

What it does not know, and what is meant to be like this. If the rule has a fix, \`## Fix\` follows, on what the fix
changes and whether it is safe.
`;

const badText = (
  id: string,
): string => `# Something that ${id} speaks of; then: npx tsx tools/update-fixtures.ts ${id}
# fixtures/rules/README.md says what else can stand in this folder.
cluster.name: logs
`;

const okText = (
  id: string,
): string => `# Something close to the bad case of which ${id} rightly says nothing.
cluster.name: logs
`;

/** What is wrong with the id of a new rule, in words. */
function refusal(id: string): string | undefined {
  if (!/^[a-z]+(?:-[a-z\d]+)*\/[a-z]+(?:-[a-z\d]+)*$/.test(id)) {
    return `'${id}' is no rule id: it is <area>/<words>, in small letters, with - between words`;
  }
  const taken = rules.find((rule) => rule.id === id || rule.aliases?.includes(id));
  return taken && `'${id}' is taken${taken.id === id ? '' : `: it is a former id of ${taken.id}`}`;
}

/** Writes the files of a new rule, which say themselves what is to be filled in, and runs the generator. */
function main(id: string): void {
  const fixtures = `fixtures/rules/${id}`;
  const files: Record<string, string> = {
    [`rules/${id}.ts`]: ruleText(id),
    [pagePath(id)]: pageText(id),
    [`${fixtures}/bad-example.yml`]: badText(id),
    [`${fixtures}/ok-example.yml`]: okText(id),
  };
  const present = Object.keys(files).filter((path) => existsSync(path));
  const wrong =
    refusal(id) ?? (present.length > 0 ? `already there: ${present.join(', ')}` : undefined);
  if (wrong !== undefined) {
    console.error(wrong);
    process.exitCode = 2;
    return;
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
  // in a process of its own: this one has read the registry without the new rule
  execFileSync(process.execPath, [...process.execArgv, 'tools/generate.ts'], { stdio: 'inherit' });
  console.log(`now fill them in, until this passes: npx vitest run test/rules -t ${id}`);
}

main(process.argv[2] ?? '');
