import { loadCatalogue } from '../../src/settings/catalogue.js';
import { generateYml, Random } from './generate.js';

/** An elasticsearch.yml of so many lines: one as people write them, remotes, and settings with their defaults. */
export async function longYml(lineCount: number): Promise<string> {
  const catalogue = await loadCatalogue();
  const begin = generateYml(new Random(7)).replaceAll('\r\n', '\n');
  const lines = begin.trimEnd().split('\n');
  for (let index = 10; index < 35; index++) {
    lines.push(
      `# data centre ${index}`,
      `cluster.remote.far-${index}:`,
      '  mode: proxy',
      `  proxy_address: es-${index}.example.com:9443`,
      `  server_name: es-${index}.example.com`,
      '  skip_unavailable: true',
      '',
    );
  }
  for (const key of catalogue.keysIn('9.5')) {
    if (lines.length >= lineCount) break;
    const setting = catalogue.find(key, '9.5');
    const isPlain = setting && !setting.secure && !setting.deprecated && setting.scope === 'node';
    if (!isPlain || !setting.default || begin.includes(key.split('.').slice(0, 2).join('.')))
      continue;
    if (!/^[\w.%-]+$/.test(setting.default)) continue;
    if (lines.length % 4 === 0) lines.push(`# about ${key.split('.')[0]}`);
    lines.push(`${key}: ${setting.default}`);
  }
  return `${lines.slice(0, lineCount).join('\n')}\n`;
}
