import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fullMessage } from '../../src/core/finding.js';
import { isPayloadPath, isYmlPath } from '../../src/documents/parse.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { Desk } from '../lsp/desk.js';

const root = join(import.meta.dirname, '../../fixtures/rules');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.(?:yml|json)$/.test(path) && !/\/(?:bad|ok)-[^/]*\/.+/.test(path),
);

it('R23: command and language server say the same of every fixture', async () => {
  expect(files.length).toBeGreaterThan(300);
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    const path = file.endsWith('.json') ? '/w/cluster-settings.json' : '/w/elasticsearch.yml';
    expect(isYmlPath(path) || isPayloadPath(path)).toBe(true);
    const vfs = new MemoryVfs({ [path]: text });
    const { findings } = await openWorkspace({ vfs, cwd: '/w', manifest: false }).lint([path]);
    const desk = new Desk();
    desk.put(path, text);
    const told = await desk.findings(path);
    const said = findings.map((finding) => {
      const at = (offset: number): { line: number; character: number } => {
        const { line, column } = finding.source.position(offset);
        return { line: line - 1, character: column - 1 };
      };
      const bom = finding.source.hadBom ? 1 : 0;
      const shift = ({ line, character }: ReturnType<typeof at>): ReturnType<typeof at> => ({
        line,
        character: line === 0 ? character + bom : character,
      });
      return {
        code: finding.rule,
        message: fullMessage(finding),
        range: { start: shift(at(finding.range.start)), end: shift(at(finding.range.end)) },
      };
    });
    expect(
      told.map(({ code, message, range }) => ({ code, message, range })),
      file,
    ).toEqual(said);
  }
});
