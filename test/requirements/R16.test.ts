import { expect, it } from 'vitest';
import { lint } from '../../src/index.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { Desk } from '../lsp/desk.js';

const yml = '/w/elasticsearch.yml';
const text = '# elasticlint-disable-next-line settings/unknown\nnode.name: a\n';

it('R16: unused suppressions are reported by default and removed by a fix, in command and editor alike', async () => {
  const { findings } = await lint({ 'elasticsearch.yml': text });
  expect(findings.map(({ rule }) => rule)).toEqual(['suppressions/unused']);
  const vfs = new MemoryVfs({ [yml]: text });
  const { changed } = await openWorkspace({ vfs, cwd: '/w', manifest: false }).fix([yml], false);
  expect(new TextDecoder().decode(changed.get(yml)?.bytes)).toBe('node.name: a\n');
  const desk = new Desk();
  const uri = desk.put(yml, text);
  const told = await desk.findings(yml);
  expect(told.map(({ code }) => code)).toEqual(['suppressions/unused']);
  const [fix] = await desk.service.actions({
    textDocument: { uri },
    range: told[0]!.range,
    context: { diagnostics: told, only: ['quickfix'] },
  });
  expect(fix?.isPreferred).toBe(true);
});
