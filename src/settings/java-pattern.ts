import { parseJavaPattern } from './java-pattern-parser.js';
import { InvalidPattern } from './java-pattern-scanner.js';
import { toRe2, UndecidedPattern } from './java-pattern-tree.js';

/** What can be said of a Java regular expression without a JVM. */
export type JavaPattern =
  /** `matches` says what `Pattern.compile(pattern).matcher(text).matches()` says. */
  | { ok: true; matches(text: string): boolean }
  /** Java refuses the pattern. */
  | { ok: false; reason: 'invalid'; message: string }
  /** Java may accept it; what it would match cannot be told. */
  | { ok: false; reason: 'undecided'; message: string };

/**
 * Reads a Java regular expression, as in a cross-cluster API key's `certificate_identity`.
 *
 * Takes the pattern and gives its verdict on whole texts, case-sensitive as without flags, in time
 * linear in the text. The pattern is read by Java's rules and handed to RE2 with every character
 * and set spelled out, so that no difference between the two syntaxes can change an answer; what
 * RE2 cannot express, or what differs between JDK 17 and 25, is `undecided`. Never throws. The
 * truth it is held to is `fixtures/oracle/java-patterns.json`, recorded from the JDK.
 */
export async function compileJavaPattern(pattern: string): Promise<JavaPattern> {
  try {
    const source = toRe2(parseJavaPattern(pattern));
    const { RE2JS } = await import('re2js');
    const compiled = RE2JS.compile(source);
    return { ok: true, matches: (text) => compiled.matches(text) };
  } catch (error) {
    if (error instanceof InvalidPattern) {
      return {
        ok: false,
        reason: 'invalid',
        message: `Java refuses the pattern: ${error.message}.`,
      };
    }
    const why = error instanceof UndecidedPattern ? error.message : 'it is too large';
    return { ok: false, reason: 'undecided', message: `Only Java can run the pattern: ${why}.` };
  }
}
