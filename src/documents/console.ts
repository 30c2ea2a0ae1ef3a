import type { SourceText } from '../core/text.js';
import type { JsonDocument, Problem, RequestBody } from './document.js';
import { parseJsonTree } from './json.js';

const requestLine = /^[ \t]*(GET|PUT|POST|DELETE|HEAD|PATCH)[ \t]+(\S+)[^\r\n]*$/gm;

/** Whether a text is a list of requests as Kibana's console takes them. */
export function looksLikeConsole(text: string): boolean {
  const first = text.replace(/^\s*(?:(?:#|\/\/)[^\r\n]*\s*)*/, '');
  return /^(?:GET|PUT|POST|DELETE|HEAD|PATCH)[ \t]+\S/.test(first);
}

function kindOfPath(path: string): RequestBody['kind'] {
  if (/\/elasticsearch\/[^/]+\/remote-clusters(?:[?#]|$)/.test(path))
    return 'cloud-remote-clusters';
  const bare = path.replace(/^(?:https?:\/\/[^/]+|kbn:)?\/?/, '/').replace(/[?#].*$/, '');
  if (bare === '/_cluster/settings') return 'cluster-settings';
  if (bare.startsWith('/_security/cross_cluster/api_key')) return 'cross-cluster-api-key';
  return bare.startsWith('/_security/role/') ? 'role' : 'json';
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** The console's own liberties, masked so that JSON remains: lines that begin with `#`, and `"""` texts. */
function toJson(body: string): string {
  return body
    .replace(/^[ \t]*#[^\r\n]*/gm, blank)
    .replace(
      /"""([\s\S]*?)"""/g,
      (_, inner: string) => `"  ${inner.replace(/["\\\r\n]/g, ' ')}  "`,
    );
}

/** A comment that is never closed stays: it is looked for once, not from each of its marks on. */
const withoutComments = (body: string): string =>
  body.replace(/\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (comment) =>
    /^\/\/|\*\/$/.test(comment) ? '' : comment,
  );

/** Parses a file of console requests; each body keeps its place in the file. Bulk bodies are not looked into. */
export function parseConsole(source: SourceText): JsonDocument {
  const problems: Problem[] = [];
  const lines = [...source.text.matchAll(requestLine)];
  const bodies = lines.map((line, index): RequestBody => {
    const [whole, method, path] = line as unknown as [string, string, string];
    const start = line.index + whole.length;
    const text = toJson(source.text.slice(start, lines[index + 1]?.index));
    const kind = kindOfPath(path);
    const empty = withoutComments(text).trim() === '';
    const parsed = empty || kind === 'json' ? undefined : parseJsonTree(source, text, start);
    for (const problem of parsed?.problems ?? []) problems.push(problem);
    return { kind, source, method, path, tree: parsed?.tree };
  });
  return { kind: 'console', source, problems, bodies };
}
