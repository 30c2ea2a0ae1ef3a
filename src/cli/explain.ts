import { rules } from '../../rules/registry.js';
import { fullMessage } from '../core/finding.js';
import { severitiesOf } from '../core/rule.js';
import type { AnyRule } from '../topology/rule.js';
import { UsageError } from '../workspace/errors.js';
import { didYouMean } from '../core/nearest.js';
import { rulePage } from './pages.js';
import { stdout } from './streams.js';

/** The rule with this id or former id; also by the last part of the id where only one rule has it. */
function findRule(name: string): AnyRule {
  const known = rules.find((rule) => rule.id === name || rule.aliases?.includes(name));
  const called = rules.filter((rule) => rule.id.endsWith(`/${name}`));
  const found = known ?? (called.length === 1 ? called[0] : undefined);
  if (found) return found;
  const ids = rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])]);
  const hint = didYouMean(name, ids) || '; `elasticlint rules` lists them all';
  throw new UsageError(`no rule is called '${name}'${hint}`);
}

/** A page as a terminal shows it: without the comments that mark its generated parts, the rest as written. */
export function pageAsText(page: string): string {
  const parts = page.split(/^(```[\s\S]*?^```$)/m);
  const readable = parts.map((part) =>
    part.startsWith('```')
      ? part
      : part.replace(/<!--[\s\S]*?-->[ \t]*\n?/g, '').replace(/\n{3,}/g, '\n\n'),
  );
  return `${readable.join('').trim()}\n`;
}

/** What the rule itself knows, for a copy of the program that came without its pages. */
function staticPage(rule: AnyRule): string {
  const messages = Object.values(rule.messages).map((message) => `- ${fullMessage(message)}`);
  return [
    `# ${rule.id}`,
    '',
    `${rule.summary} (${severitiesOf(rule).join(', ')})`,
    '',
    ...messages,
  ].join('\n');
}

/**
 * `elasticlint explain <rule>`: prints the page of a rule.
 *
 * @param name id of the rule, a former id, or the last part of the id
 * @throws UsageError when no rule is called so
 */
export function explain(name: string): void {
  const rule = findRule(name);
  stdout.write(pageAsText(rulePage(rule.id) ?? staticPage(rule)));
}
