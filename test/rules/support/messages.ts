import type { Finding, Message, RuleMeta } from '../../../src/core/index.js';

/** What a template may have become once its `{names}` were filled. */
function filled(template: string): RegExp {
  const literal = template
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literal.join('[\\s\\S]*')}$`);
}

const parts = ['text', 'why', 'advice'] as const;

function fits(message: Message, finding: Finding): boolean {
  return parts.every((part) => {
    const [template, said] = [message[part], finding[part]];
    return template === undefined || said === undefined
      ? template === said
      : filled(template).test(said);
  });
}

const literalLength = (message: Message): number =>
  parts.map((part) => (message[part] ?? '').replace(/\{\w+\}/g, '').length).reduce((a, b) => a + b);

/** The message ids of a rule that findings were made of; of several that fit, the most literal one. */
export function messagesRaised(rule: RuleMeta, findings: readonly Finding[]): Set<string> {
  const byLength = Object.entries<Message>(rule.messages).sort(
    ([, a], [, b]) => literalLength(b) - literalLength(a),
  );
  return new Set(
    findings.flatMap(
      (finding) => byLength.find(([, message]) => fits(message, finding))?.[0] ?? [],
    ),
  );
}
