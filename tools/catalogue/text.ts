import type { CatalogueFile } from '../../src/settings/catalogue.js';

/**
 * JSON with one line an item of each part, so that differences between versions of a file can be read.
 *
 * @param short parts that stand on one line
 */
export function linesText(parts: object, short: readonly string[]): string {
  const lines = Object.entries(parts).map(([name, part]: [string, unknown]) => {
    if (short.includes(name)) return `${JSON.stringify(name)}:${JSON.stringify(part)}`;
    const [open, close] = Array.isArray(part) ? ['[', ']'] : ['{', '}'];
    const items = Array.isArray(part)
      ? part.map((item) => JSON.stringify(item))
      : Object.entries(part as object).map(
          ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
        );
    return `${JSON.stringify(name)}:${open}\n${items.join(',\n')}\n${close}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** The text of the catalogue's file. */
export function catalogueText(file: CatalogueFile): string {
  return linesText(file, ['versions', 'modules']);
}
