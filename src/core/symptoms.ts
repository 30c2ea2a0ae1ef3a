/** A message of Elasticsearch, or what people see of it, with what it means. */
export interface Symptom {
  /** What it says; `*` stands for anything. */
  readonly messages: readonly string[];
  /** What it means, in a sentence or two. */
  readonly means: string;
  /** What to look at, in order. */
  readonly check: readonly string[];
  /** The rules that find the cause in the files. */
  readonly rules: readonly string[];
  /** False where the cause cannot be seen in any file. */
  readonly static?: boolean;
}

/** A symptom that a text shows, with how sure that is. */
export interface Match<S> {
  readonly symptom: S;
  /** The message that was found, with its stars. */
  readonly message: string;
  /** Whether the text holds the message, or only most of its words. */
  readonly exact: boolean;
}

/** Shorter messages would be found in everything. */
const shortest = 8;

const normalised = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase();

/**
 * A recorded message with what differs from case to case replaced by stars: texts in brackets and quotes, numbers.
 *
 * @returns undefined when too little is left to find it by
 */
export function patternOf(message: string): string | undefined {
  const pattern = message
    .replace(/\[[^[\]]*\]/g, '[*]')
    .replace(/"[^"]*"/g, '"*"')
    .replace(/\d+(?:\.\d+)*/g, '*');
  return literalLength(pattern) >= 2 * shortest ? pattern : undefined;
}

const literalLength = (pattern: string): number => pattern.replaceAll('*', '').trim().length;

/** Whether a normalised text holds the parts of a pattern one after the other. */
function holds(text: string, pattern: string): boolean {
  let from = 0;
  for (const part of normalised(pattern).split('*')) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

const wordsOf = (text: string): Set<string> =>
  new Set(text.toLowerCase().match(/[a-z_][a-z_.]{3,}/g) ?? []);

/**
 * What a text, such as a line of a log, is a symptom of: messages that it holds, the most specific first; where it
 * holds none, those of which it has most of the rarer words.
 *
 * @param most how many to give
 */
export function findSymptoms<S extends { readonly messages: readonly string[] }>(
  text: string,
  symptoms: readonly S[],
  most = 3,
): Match<S>[] {
  const wanted = normalised(text);
  const found = symptoms.flatMap((symptom) => {
    const messages = symptom.messages
      .filter((message) => literalLength(message) >= shortest && holds(wanted, message))
      .sort((a, b) => literalLength(b) - literalLength(a));
    return messages[0] === undefined ? [] : [{ symptom, message: messages[0], exact: true }];
  });
  found.sort((a, b) => literalLength(b.message) - literalLength(a.message));
  return (found.length > 0 ? found : alike(text, symptoms)).slice(0, most);
}

function alike<S extends { readonly messages: readonly string[] }>(
  text: string,
  symptoms: readonly S[],
): Match<S>[] {
  const given = wordsOf(text);
  const all = symptoms.flatMap((symptom) =>
    symptom.messages.map((message) => ({ symptom, message, words: wordsOf(message) })),
  );
  const uses = new Map<string, number>();
  for (const { words } of all) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
  const weightOf = (words: Iterable<string>): number =>
    [...words].reduce((sum, word) => sum + 1 / (uses.get(word) ?? 1), 0);
  const scored = all.flatMap(({ symptom, message, words }) => {
    const common = [...words].filter((word) => given.has(word));
    const score = words.size === 0 ? 0 : weightOf(common) / weightOf(words);
    return common.length >= 2 && score >= 0.6 ? [{ symptom, message, score }] : [];
  });
  scored.sort((a, b) => b.score - a.score);
  const seen = new Set<S>();
  return scored.flatMap(({ symptom, message }) => {
    if (seen.has(symptom)) return [];
    seen.add(symptom);
    return [{ symptom, message, exact: false }];
  });
}
