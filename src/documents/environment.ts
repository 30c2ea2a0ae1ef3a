import { SourceText } from '../core/text.js';
import type { EnvironmentDocument } from './document.js';

/** `NAME=value`, `export NAME=value`, `NAME: value`, and `NAME` alone, which Compose takes from where it is called. */
const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:[=:].*)?$/dgm;

/**
 * Reads an environment file as Compose and systemd have them. Only the names leave here: in the document's text all
 * else is blank. A line within a value of several lines may pass for a name; then one name too many counts as set.
 *
 * @param source the file with its values
 */
export function parseEnvironment(source: SourceText): EnvironmentDocument {
  const lines = source.text.replaceAll('\r', '\n');
  const found = [...lines.matchAll(assignment)].map((match) => ({
    name: match[1]!,
    range: { start: match.indices![1]![0], end: match.indices![1]![1] },
  }));
  let blank = '';
  for (const { name, range } of found) {
    blank += source.text.slice(blank.length, range.start).replace(/[^\r\n]/g, ' ') + name;
  }
  blank += source.text.slice(blank.length).replace(/[^\r\n]/g, ' ');
  const names = new SourceText(source.path, blank, source.hadBom, source.encoding);
  return {
    kind: 'environment',
    source: names,
    problems: [],
    names: found.map((one) => ({ source: names, ...one })),
  };
}
