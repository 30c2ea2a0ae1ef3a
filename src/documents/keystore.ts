import type { SourceText } from '../core/text.js';
import type { KeystoreListDocument } from './document.js';

/** A setting's name: what the keystore itself allows (KeyStoreWrapper.ALLOWED_SETTING_NAME). */
const settingName = /^[A-Za-z0-9_\-.]+$/;

/** Reads the output of `elasticsearch-keystore list`: a name a line; warnings of the JVM and blanks are skipped. */
export function parseKeystoreList(source: SourceText): KeystoreListDocument {
  const names = source.lineStarts.flatMap((_, index) => {
    const range = source.lineRange(index + 1);
    const line = source.slice(range);
    const name = line.trim();
    if (!settingName.test(name)) return [];
    const start = range.start + line.indexOf(name);
    return [{ source, range: { start, end: start + name.length }, name }];
  });
  return { kind: 'keystore-list', source, problems: [], names };
}
