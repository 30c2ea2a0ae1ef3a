import { basename } from 'node:path/posix';
import type { SourceText } from '../core/text.js';
import { looksLikeConsole, parseConsole } from './console.js';
import { decode } from './decode.js';
import type { Document, DocumentKind, Problem } from './document.js';
import { looksLikeEck, parseEck } from './eck.js';
import { endingOf } from './ending.js';
import { parseEnvironment } from './environment.js';
import { parseJson } from './json.js';
import { looksLikeKeystore, parseKeystoreFile } from './keystore-file.js';
import { parseKeystoreList } from './keystore.js';
import { parsePem } from './pem.js';
import { isStoreFile, parseStoreFile } from './store-file.js';
import { parseYml } from './yaml.js';

const yamlEndings = new Set(['yml', 'yaml']);
const templateEndings = new Set([
  'j2',
  'jinja',
  'jinja2',
  'erb',
  'epp',
  'tpl',
  'tmpl',
  'gotmpl',
  'template',
]);

/** The names in a path's last part that its dots separate, without the ending of a template. */
function namesOf(path: string): string[] {
  const names = basename(path).toLowerCase().split('.');
  return templateEndings.has(names.at(-1)!) ? names.slice(0, -1) : names;
}

/** Whether a path has the name of an elasticsearch.yml, also as a template (`elasticsearch.yml.j2`). */
export function isYmlPath(path: string): boolean {
  const [name = '', ending = ''] = namesOf(path).slice(-2);
  return yamlEndings.has(ending) && name.includes('elasticsearch') && /^[\w-]+$/.test(name);
}

/** Other names under which discovery looks for files: bodies of `PUT _cluster/settings`. */
export function isPayloadPath(path: string): boolean {
  return /(?:^|\/)[\w.-]*cluster[-_.]settings[\w.-]*\.json$/i.test(path);
}

const pemEndings = new Set(['pem', 'crt', 'cer', 'key']);
const consoleEndings = new Set(['console', 'es']);

/** What a file is, from its name and, where that does not say, from its content. */
export function detectKind(path: string, text: string): DocumentKind {
  if (looksLikeEck(text)) return 'eck';
  if (isYmlPath(path)) return 'elasticsearch-yml';
  const ending = endingOf(path);
  if (yamlEndings.has(ending) && /^roles\.\w+$/i.test(basename(path))) return 'role';
  if (pemEndings.has(ending) || text.trimStart().startsWith('-----BEGIN ')) return 'pem';
  if (consoleEndings.has(ending) || looksLikeConsole(text)) return 'console';
  if (ending === 'json' || /^\s*\{\s*(?:"|\}|\/\/)/.test(text)) return 'json';
  if (/keystore[\w.-]*\.(?:txt|list)$/i.test(path)) return 'keystore-list';
  if (!yamlEndings.has(ending) && !templateEndings.has(ending))
    return /^[ \t]*[\w.-]+[ \t]*:(?:[ \t]|$)/m.test(text) ? 'elasticsearch-yml' : 'unknown';
  if (/^instances:[ \t]*$/m.test(text)) return 'certutil-instances';
  return /^(?:apiVersion|kind|services|jobs|version):/m.test(text)
    ? 'unknown'
    : 'elasticsearch-yml';
}

/** Parses a text as the given kind. Never throws: what cannot be taken is among the problems. */
export function parseText(
  source: SourceText,
  kind: DocumentKind = detectKind(source.path, source.text),
): Document {
  switch (kind) {
    case 'elasticsearch-yml':
      return looksLikeEck(source.text) ? parseEck(source) : parseYml(source);
    case 'eck':
      return parseEck(source);
    case 'pem':
      return parsePem(source);
    case 'keystore-list':
      return parseKeystoreList(source);
    case 'environment':
      return parseEnvironment(source);
    case 'console':
      return parseConsole(source);
    case 'keystore-file':
    case 'store':
    case 'unknown':
      return { kind: 'unknown', source, problems: [] };
    default:
      if (kind === 'role' && /\.ya?ml$/i.test(source.path)) return parseOtherYaml(source, kind);
      if (kind === 'certutil-instances') return parseOtherYaml(source, kind);
      return looksLikeConsole(source.text)
        ? parseConsole(source)
        : parseJson(
            source,
            kind === 'json' ? (isPayloadPath(source.path) ? 'cluster-settings' : undefined) : kind,
          );
  }
}

/** A YAML file that is no settings: roles.yml, or the input of elasticsearch-certutil. */
function parseOtherYaml(source: SourceText, kind: 'role' | 'certutil-instances'): Document {
  const { tree, problems: found } = parseYml(source);
  const code = kind === 'role' ? 'roles-syntax' : 'instances-syntax';
  // no node reads it at its start: what follows from such a mistake is another thing
  const problems = found.map((problem): Problem =>
    problem.code === 'syntax' ? { ...problem, code } : problem,
  );
  return { kind, source, problems, bodies: [{ kind, source, tree }] };
}

/** What a file is called that holds a keystore itself, not a list of its names. */
const keystoreName = /(?:^|[/.-])elasticsearch\.keystore$/;

/** Whether bytes are to be read as a keystore: they begin as one, or nothing but the name of a damaged one is left. */
function isKeystoreFile(path: string, bytes: Uint8Array, kind: DocumentKind | undefined): boolean {
  if (looksLikeKeystore(bytes)) return kind === undefined || kind.startsWith('keystore-');
  if (kind === undefined) return keystoreName.test(path);
  return kind === 'keystore-file' || (kind === 'keystore-list' && path.endsWith('.keystore'));
}

/** Decodes and parses the bytes of a file. Never throws. */
export function parseBytes(path: string, bytes: Uint8Array, kind?: DocumentKind): Document {
  if (isKeystoreFile(path, bytes, kind)) return parseKeystoreFile(path, bytes);
  if (kind === 'store' || (kind === undefined && isStoreFile(path, bytes)))
    return parseStoreFile(path, bytes);
  const decoded = decode(path, bytes);
  if (decoded.problem)
    return { kind: 'unknown', source: decoded.source, problems: [decoded.problem] };
  return parseText(decoded.source, kind);
}
