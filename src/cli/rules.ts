import { rules } from '../../rules/registry.js';
import { severitiesOf } from '../core/rule.js';
import { stdout } from './streams.js';

/** `elasticlint rules`: a line a rule, or all static knowledge as JSON. */
export function listRules(format: 'pretty' | 'json'): void {
  if (format === 'json') {
    const known = rules.map(({ on: _on, ...meta }) => ({
      ...meta,
      severities: severitiesOf(meta),
    }));
    stdout.write(`${JSON.stringify(known, null, 2)}\n`);
    return;
  }
  const width = Math.max(...rules.map((rule) => rule.id.length));
  const lines = rules.map((rule) => {
    const marks = [
      severitiesOf(rule).join('/'),
      rule.preview && 'preview',
      rule.fix && `fix: ${rule.fix}`,
    ]
      .filter(Boolean)
      .join(', ');
    return `${rule.id.padEnd(width)}  ${rule.summary} (${marks})\n`;
  });
  stdout.write(lines.join(''));
}
