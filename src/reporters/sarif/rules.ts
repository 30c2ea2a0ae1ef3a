import type { Severity } from '../../core/finding.js';
import type { Message, RuleMeta } from '../../core/rule.js';

/** GitHub refuses longer descriptions. */
const longest = 1024;

/** SARIF's words for our severities. */
export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A clause as a sentence; a first word that is a name, as `cluster.name` is, keeps its small letter. */
function sentence(clause: string): string {
  const text = /^[a-z]+\s/.test(clause) ? clause[0]!.toUpperCase() + clause.slice(1) : clause;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/\s+\S*$/, '')}…`;
}

/** A message without the facts of a single finding; undefined where nothing is left. */
function general(text: string | undefined): string | undefined {
  const rest = text?.replace(/\{\w+\}/g, '…');
  return rest !== undefined && /\p{L}/u.test(rest) ? rest : undefined;
}

/** What the rule says, message by message; the help where a rule has no page. */
function helpText(rule: RuleMeta): string {
  const messages = Object.values<Message>(rule.messages).map(({ text, why, advice }) => {
    const parts = [general(text), general(why), general(advice)];
    return parts
      .flatMap((part) => part ?? [])
      .map(sentence)
      .join(' ');
  });
  return [sentence(rule.summary), ...messages.filter(Boolean), ...(rule.links ?? [])].join('\n\n');
}

/** The summary, and why it matters if that is the same whatever the rule found. */
function fullDescription(rule: RuleMeta): string {
  const reasons = new Set(Object.values<Message>(rule.messages).map(({ why }) => why));
  const [why] = reasons.size === 1 ? reasons : [];
  return [sentence(rule.summary), ...(general(why) === why && why ? [sentence(why)] : [])].join(
    ' ',
  );
}

/** `remote/implicit-skip-unavailable` as `RemoteImplicitSkipUnavailable`. */
function nameOf(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/**
 * A rule as an entry of SARIF's rule table.
 *
 * @param page the rule's page in Markdown, if it has one
 */
export function ruleDescriptor(rule: RuleMeta, page: string | undefined) {
  const text = helpText(rule);
  const severities = { error: 'error', warning: 'warning', info: 'recommendation' };
  return {
    id: rule.id,
    ...(rule.aliases && rule.aliases.length > 0 && { deprecatedIds: rule.aliases }),
    name: nameOf(rule.id),
    shortDescription: { text: cut(sentence(rule.summary)) },
    fullDescription: { text: cut(fullDescription(rule)) },
    help: { text, markdown: page?.trim() ? page : text },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: ['elasticsearch', rule.id.split('/')[0]!, ...(rule.fix ? ['fixable'] : [])],
      precision: rule.confidence === 'likely' ? 'medium' : 'very-high',
      'problem.severity': severities[rule.severity],
    },
  };
}
