import type { Place } from '../core/text.js';
import { listValue, type SettingEntry } from './entry.js';

/** `${…}` in a value, with its place. */
export interface Placeholder extends Place {
  /** What stands between the braces: a name, or a name with a default behind a colon. */
  readonly content: string;
  /** It stands within another one, which is looked up only when this one has a value. */
  readonly nested: boolean;
}

/** Where a placeholder ends whose content begins at an index; -1 where it is not closed. */
function endOf(text: string, from: number): number {
  let open = 0;
  for (let index = from; index < text.length; index++) {
    if (text.startsWith('${', index)) open++;
    else if (text[index] === '}' && open-- === 0) return index;
  }
  return -1;
}

/** The placeholders of a text from the left; one that is not closed ends the search, and what follows is plain text. */
function* scan(text: string, offset = 0): Generator<{ start: number; content: string }> {
  for (let at = text.indexOf('${'); at >= 0;) {
    const end = endOf(text, at + 2);
    if (end < 0) return;
    yield { start: offset + at, content: text.slice(at + 2, end) };
    at = text.indexOf('${', end);
  }
}

/** The placeholders of a value of elasticsearch.yml, as Elasticsearch finds them (PropertyPlaceholder). */
export function placeholdersOf(entry: SettingEntry): Placeholder[] {
  return listValue(entry).flatMap(({ source, range }) => {
    const found: Placeholder[] = [];
    const look = (text: string, offset: number, nested: boolean): void => {
      for (const { start, content } of scan(text, offset)) {
        const end = start + content.length + 3;
        found.push({ source, range: { start, end }, content, nested });
        look(content, start + 2, true);
      }
    };
    look(source.slice(range), range.start, false);
    return found;
  });
}
