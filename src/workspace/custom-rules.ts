import type { Severity } from '../core/finding.js';
import type { Message } from '../core/rule.js';
import type { Place, SourceText } from '../core/text.js';
import { itemsOf, plainOf, valueAt, type Tree } from '../documents/tree.js';
import { listValue, shownValue, type SettingEntry } from '../settings/entry.js';
import { defineRule, type AnyRule } from '../topology/rule.js';
import { UsageError } from './errors.js';

type Plain = string | number | boolean;

/** What a value is compared with. */
interface Comparison {
  readonly equals?: Plain | readonly Plain[];
  readonly matches?: string;
}

/** One entry of `customRules`, as the schema of the manifest has it. */
interface Declared {
  readonly id: string;
  readonly setting: string;
  readonly when?: Comparison & { readonly missing?: true; readonly not?: Comparison };
  readonly message: string;
  readonly why?: string;
  readonly advice?: string;
  readonly severity?: Severity;
}

/** What a regular expression finds in a text, in time linear in it. @throws Error for one that is none */
async function finder(expression: string): Promise<(text: string) => boolean> {
  const { RE2JS } = await import('re2js');
  const pattern = RE2JS.compile(expression);
  return (text) => pattern.matcher(text).find();
}

/** A test of flat keys: `*` is one part between dots, `**` any number of them. */
async function keyMatcher(pattern: string): Promise<(key: string) => boolean> {
  if (!pattern.includes('*')) return (key) => key === pattern;
  const parts = pattern.split(/(\*+)/).map((part) => {
    if (part.startsWith('*')) return part === '*' ? '[^.]+' : '.+';
    return part.replace(/[^\w-]/g, '\\$&');
  });
  return finder(`^${parts.join('')}$`);
}

/** A rule that a manifest declares, with the place of its id. */
export interface CustomRule extends Place {
  readonly rule: AnyRule;
}

/** A test of one text. @throws UsageError for a regular expression that is none */
async function textMatcher(
  { equals, matches }: Comparison,
  place: Place,
): Promise<(text: string) => boolean> {
  if (matches === undefined) {
    const texts = new Set([equals].flat().map(String));
    return (text) => texts.has(text);
  }
  try {
    return await finder(matches);
  } catch (error) {
    const reason = (error as Error).message;
    throw new UsageError(`'${matches}' is no regular expression: ${reason}`, place);
  }
}

/** The items of a value; a single text is its only item. Null has none. */
function textsOf(entry: SettingEntry): string[] {
  return entry.value === null ? [] : listValue(entry).map(({ text }) => text);
}

async function toRule(declared: Declared, place: Place): Promise<AnyRule> {
  const { id, setting, when, message, why, advice, severity = 'warning' } = declared;
  const found: Message = {
    text: message.trim().replace(/\.$/, ''),
    ...(why !== undefined && { why }),
    ...(advice !== undefined && { advice }),
  };
  const meta = { id, severity, summary: found.text, messages: { found } };
  if (when?.missing) {
    if (setting.includes('*'))
      throw new UsageError(`'missing' needs one key, and '${setting}' stands for many`, place);
    return defineRule({
      ...meta,
      on: {
        node(node, context) {
          const { source, conditional, problems } = node.document;
          // of a file that was read in part nobody knows what is missing
          if (node.settings.get(setting) || conditional || problems.length > 0) return;
          context.report({
            ...source.firstLine(),
            message: 'found',
            data: { setting, value: 'not set' },
          });
        },
      },
    });
  }
  const isMeant = await keyMatcher(setting);
  const comparison = when?.not ?? when;
  const matches = comparison && (await textMatcher(comparison, place));
  const wanted = when?.not === undefined;
  return defineRule({
    ...meta,
    on: {
      setting({ entry }, context) {
        if (!isMeant(entry.key)) return;
        // what a placeholder stands for is not known, and nothing is said of it
        if (matches && (entry.unknown || !textsOf(entry).some((text) => matches(text) === wanted)))
          return;
        const data = { setting: entry.key, value: shownValue(entry) };
        context.report({ ...entry.valuePlace, message: 'found', data, setting: entry });
      },
    },
  });
}

/**
 * The rules that a manifest declares: conditions on single settings, without any code.
 *
 * @param tree the value of `customRules`, which the schema has been through
 * @throws UsageError with the place, for an id that stands twice, a wrong regular expression, `missing` of many keys
 */
export async function customRules(
  source: SourceText,
  tree: Tree | undefined,
): Promise<ReadonlyMap<string, CustomRule>> {
  const rules = new Map<string, CustomRule>();
  for (const item of itemsOf(tree)) {
    const declared = plainOf(item) as Declared;
    const id = valueAt(item, 'id')!;
    if (rules.has(declared.id))
      throw new UsageError(`two rules are called '${declared.id}'`, { source, range: id.range });
    const place = { source, range: (valueAt(item, 'when') ?? id).range };
    rules.set(declared.id, { source, range: id.range, rule: await toRule(declared, place) });
  }
  return rules;
}
