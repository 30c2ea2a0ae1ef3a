import { describe, expect, it } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Desk } from '../lsp/desk.js';

const yml = '/w/elasticsearch.yml';
// a misspelt key, which is mended safely, and an unknown one, which is not
const text = 'cluster.nam: a\nfoo.bar: 1\n';
const whole = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };

async function actions(desk: Desk, only?: string[]): Promise<CodeAction[]> {
  const uri = desk.put(yml, text);
  const context = { diagnostics: [], ...(only && { only }) };
  return desk.service.actions({ textDocument: { uri }, range: whole, context });
}

describe('R38: actions', () => {
  it('source.fixAll.elasticlint applies safe fixes only, and writes no comment', async () => {
    for (const only of [['source.fixAll.elasticlint'], ['source.fixAll'], ['source']]) {
      const [all, ...others] = await actions(new Desk(), only);
      expect(others).toEqual([]);
      expect(all!.kind).toBe('source.fixAll.elasticlint');
      const edits = Object.values<TextEdit[]>(all!.edit!.changes!).flat();
      const after = TextDocument.applyEdits(TextDocument.create(yml, 'yaml', 1, text), edits);
      expect(after).toBe(text.replace('cluster.nam:', 'cluster.name:'));
    }
  });

  it('a rule can be disabled for a line and for a file, by quick fixes', async () => {
    const titles = (await actions(new Desk(), ['quickfix'])).map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Disable settings/unknown for this line',
        'Disable settings/unknown for this file',
      ]),
    );
  });

  it('those can be switched off', async () => {
    const desk = new Desk();
    desk.service.setSettings(new Map([[undefined, { disableActions: false }]]));
    const titles = (await actions(desk, ['quickfix'])).map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => title.startsWith('Disable'))).toEqual([]);
  });
});
