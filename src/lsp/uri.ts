import { normalize } from 'node:path/posix';
import { pathToFileURL } from 'node:url';

/**
 * The absolute path that a URI means, with `/`: of `file:` URIs, and of new files that already have a path
 * (`untitled:/etc/elasticsearch/elasticsearch.yml`). Undefined for everything else. Never throws.
 */
export function pathOfUri(uri: string): string | undefined {
  try {
    const { protocol, host, pathname } = new URL(uri);
    const isFile = protocol === 'file:' || protocol === 'untitled:';
    if (!isFile || host !== '' || !pathname.startsWith('/')) return undefined;
    return normalize(decodeURIComponent(pathname));
  } catch {
    // not a URI, or a stray % in it: no file of ours
    return undefined;
  }
}

/** The `file:` URI of an absolute path, all special characters encoded. */
export const uriOfPath = (path: string): string => pathToFileURL(path).href;

/** The path of a workspace folder, without a slash at its end. */
export const folderOfUri = (uri: string): string | undefined =>
  pathOfUri(uri)?.replace(/(?<=.)\/$/, '');
