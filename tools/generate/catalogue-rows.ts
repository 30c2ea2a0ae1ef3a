import { readFileSync } from 'node:fs';
import { rowsOf } from '../../src/settings/catalogue-rows.js';
import type { CatalogueFile } from '../../src/settings/setting.js';
import { linesText } from '../catalogue/text.js';
import type { Generated } from '../generate.js';

/** src/settings/catalogue-rows.generated.json: schemas/settings.json as the linter looks it up. */
export function catalogueRows(): Generated[] {
  const file = JSON.parse(readFileSync('schemas/settings.json', 'utf8')) as CatalogueFile;
  return [
    {
      path: 'src/settings/catalogue-rows.generated.json',
      text: linesText(rowsOf(file), ['versions', 'modules']),
    },
  ];
}
