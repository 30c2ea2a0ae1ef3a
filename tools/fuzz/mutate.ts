import type { Random } from '../bench/generate.js';

const odd = [
  '\0',
  '\t',
  '\r',
  '\uFEFF',
  '\uD800',
  '🜁',
  '\u2028',
  '[',
  '{',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '- ',
  ': ',
  '|\n',
];
const words = [
  'true',
  'null',
  '~',
  '${HOME}',
  '{{ x }}',
  '<%= y %>',
  '!!int 3',
  '"',
  '0x1F',
  '1e9',
  '---',
  '...',
  '%YAML',
];
const directive = '# elasticlint-disable-next-line yaml/syntax, no/such until=2026-02-31 -- why\n';

/** One small damage to a text, as people, editors and transfers do it. */
export function mutate(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const length = random.below(Math.min(40, text.length + 1 - at));
  const lines = text.split('\n');
  const line = random.below(lines.length);
  const change = (next: string): string => lines.with(line, next).join('\n');
  const current = lines[line]!;
  switch (random.below(12)) {
    case 0:
      return text.slice(0, at) + String.fromCharCode(random.below(0x250)) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return (
        text.slice(0, at) + text.slice(at, at + length).repeat(2 + random.below(4)) + text.slice(at)
      );
    case 3:
      return change(`${' '.repeat(random.below(6))}${current.trimStart()}`);
    case 4:
      return change(current.replace(/[a-z](?=[a-z]*[.:])/, random.pick(['', 'x', 'aa', '.', ' '])));
    case 5:
      return lines.toSpliced(random.below(lines.length), 0, current).join('\n');
    case 6:
      return lines.toSpliced(line, 1).join('\n');
    case 7:
      return text.slice(0, at) + random.pick(odd) + text.slice(at);
    case 8:
      return change(current.replace(/:.*$/, `: ${random.pick(words)}`));
    case 9:
      return lines.toSpliced(line, 0, directive).join('\n');
    case 10:
      return text.slice(0, at);
    default:
      return random.chance(50)
        ? text.replaceAll('\n', '\r\n')
        : change(current.replaceAll(' ', '\t'));
  }
}
