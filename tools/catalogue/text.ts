import type { CatalogueFile } from '../../src/settings/catalogue.js';

/** The file's text: one line a setting, so that differences between versions of the file can be read. */
export function catalogueText(file: CatalogueFile): string {
  const lines = Object.entries(file).map(([name, part]) => {
    if (name === 'versions' || name === 'modules')
      return `${JSON.stringify(name)}:${JSON.stringify(part)}`;
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
