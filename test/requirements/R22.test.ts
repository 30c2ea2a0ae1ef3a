import { expect, it } from 'vitest';
import { Desk } from '../lsp/desk.js';

const yml = '/w/elasticsearch.yml';
// an emoji is two units of UTF-16 and four bytes; e with a combining accent two units and three bytes
const text = '# \u{1F600}\nnode.attr.a: "\u{1F600}e\u0301"\n"\u{1F600}e\u0301": 1 # \u{1F600}\n';

it.each([
  { offered: undefined, used: 'utf-16', end: 6 },
  { offered: ['utf-16', 'utf-8'], used: 'utf-16', end: 6 },
  { offered: ['utf-8', 'utf-16'], used: 'utf-8', end: 9 },
  { offered: ['utf-32', 'utf-8'], used: 'utf-8', end: 9 },
  { offered: ['utf-32'], used: 'utf-16', end: 6 },
])(
  'R22: of $offered $used is spoken, and ranges are right in it',
  async ({ offered, used, end }) => {
    const capabilities = offered ? { general: { positionEncodings: offered } } : {};
    const desk = new Desk({}, capabilities);
    expect(desk.service.documents.encoding).toBe(used);
    desk.put(yml, text);
    const found = (await desk.findings(yml)).find(({ code }) => code === 'settings/unknown');
    expect(found?.range).toEqual({
      start: { line: 2, character: 0 },
      end: { line: 2, character: end },
    });
  },
);

it('R22: positions of the client are read in it, too', async () => {
  for (const [encoding, character] of [
    ['utf-16', 19],
    ['utf-8', 22],
  ] as const) {
    const desk = new Desk({}, { general: { positionEncodings: [encoding] } });
    const line = 'node: { attr.a: "\u{1F600}", na }';
    const at =
      encoding === 'utf-8' ? Buffer.byteLength('node: { attr.a: "\u{1F600}", na') : line.length - 2;
    expect(at).toBeGreaterThan(character);
    const uri = desk.put(yml, `${line}\n`);
    const found = await desk.service.features.complete(uri, { line: 0, character: at });
    expect(found?.items.map(({ label }) => label)).toContain('name');
  }
});
