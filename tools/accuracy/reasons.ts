import type { Count } from './measure.js';

/** Why we differ about whole files and payloads, by name; what has no line here has no known reason. */
const reasons: Readonly<Record<string, string>> = {
  'console-snippet.json':
    'a console request, which we read as one; sent as a body, its first line is no JSON',
  'mutated/cold-tier--layer-out.yml':
    'two mistakes; Elasticsearch reads as it goes and meets the empty key first, our parser stops at the wrong indentation',
  'mutated/watermarks-high-over-flood--placeholder-default.yml':
    'the value is a placeholder: what the environment variable holds is not known to us',
};

/** The differences with their reasons. */
export const explained = ({ recorded, same, differences }: Count): Count => ({
  recorded,
  same,
  differences: differences.map(({ name, reason: what }) => ({
    name,
    reason: `${what}; ${reasons[name] ?? 'no reason is known'}`,
  })),
});

/** Throws when a reason is given for something that is no difference any more. */
export function checkReasons(counts: Iterable<Count>): void {
  const names = [...counts].flatMap(({ differences }) => differences.map(({ name }) => name));
  const stale = Object.keys(reasons).filter((name) => !names.includes(name));
  if (stale.length > 0)
    throw new Error(
      `no longer a difference, take it off tools/accuracy/reasons.ts: ${stale.join(', ')}`,
    );
}
