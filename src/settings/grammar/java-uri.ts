const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*$/;
/** What may stand in a URI unescaped, beside letters and digits; all of it, and by place. */
const anywhere = "_!~*'().;:@&=+$,-";
const escape = '%[0-9a-fA-F]{2}';
// other letters are allowed by Java, as long as they are neither control characters nor blanks
const other = '[^\\u0000-\\u007f\\p{Cc}\\p{Z}]';
const of = (more: string): RegExp =>
  new RegExp(
    `^(?:[a-zA-Z0-9${anywhere.replace(/[-$.*+()]/g, '\\$&')}${more}]|${escape}|${other})*$`,
    'u',
  );
interface Patterns {
  readonly path: RegExp;
  readonly opaque: RegExp;
  readonly registry: RegExp;
}

let made: Patterns | undefined;
/** Made when the first URI comes: tables of Unicode take longer to load than most settings to check. */
const patterns = (): Patterns =>
  (made ??= { path: of('\\/'), opaque: of('\\/?\\[\\]'), registry: of('') });
const server = /^(?:[^@[\]]*@)?(?:\[[0-9a-fA-F:.]+(?:%[\w.~-]+)?\])(?::\d*)?$/;

/**
 * Whether `new URI(text)` of Java takes a text, by the rules of RFC 2396 as Java has them.
 */
export function isJavaUri(text: string): boolean {
  const { opaque } = patterns();
  const hash = text.indexOf('#');
  const [main, fragment] = hash < 0 ? [text, ''] : [text.slice(0, hash), text.slice(hash + 1)];
  if (!opaque.test(fragment)) return false;
  const mark = main.search(/[/?:]/);
  if (mark < 0 || main[mark] !== ':') return isHierarchical(main);
  if (!scheme.test(main.slice(0, mark))) return false;
  const rest = main.slice(mark + 1);
  if (rest === '') return false;
  return rest.startsWith('/') ? isHierarchical(rest) : opaque.test(rest);
}

function isHierarchical(text: string): boolean {
  const { path, opaque, registry } = patterns();
  const question = text.indexOf('?');
  const [before, query] =
    question < 0 ? [text, ''] : [text.slice(0, question), text.slice(question + 1)];
  if (!opaque.test(query)) return false;
  if (!before.startsWith('//')) return path.test(before);
  const end = before.indexOf('/', 2);
  const authority = end < 0 ? before.slice(2) : before.slice(2, end);
  if (authority === '') return end >= 0 && path.test(before.slice(end));
  return (
    (registry.test(authority) || server.test(authority)) &&
    path.test(end < 0 ? '' : before.slice(end))
  );
}
