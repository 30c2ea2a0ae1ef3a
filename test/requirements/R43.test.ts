import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';
import { allFormats, fishy, linked } from './support.js';

useCommand();

const escape = String.fromCharCode(27);
const files = { 'a/elasticsearch.yml': fishy, 'b/elasticsearch.yml': linked };
/** Told to node, so that the command takes its output for a terminal. */
const asTerminal = `data:text/javascript,${encodeURIComponent(`
import fs from 'node:fs';
const { fstatSync } = fs;
fs.fstatSync = (fd, ...others) => fstatSync(fd === 1 ? fs.openSync('/dev/null') : fd, ...others);
process.stdout.isTTY = true;
process.stdout.columns = 100;
`)}`;

const run = async (
  args: string[],
  env: Record<string, string> = {},
  terminal = false,
): Promise<string> => {
  const node = terminal ? ['--import', asTerminal] : [];
  const { stdout, stderr } = await elasticlint([...args, '.'], { cwd: folder(files), env, node });
  expect(stderr).toBe('');
  return stdout;
};

/** The numbers of all colours and styles that a text uses. */
const codesOf = (text: string): number[] =>
  [...text.matchAll(new RegExp(`${escape}\\[([\\d;]*)m`, 'g'))].flatMap(([, codes]) =>
    codes!.split(';').map(Number),
  );

describe('R43: what a terminal is given', () => {
  it.each(allFormats)(
    '--format %s: a severity is a word, and there is no emoji',
    async (format) => {
      const text = await run(['--format', format]);
      const severe: Partial<Record<string, RegExp>> = {
        gitlab: /"major"/,
        markdown: /\| error \|/,
      };
      expect(text).toMatch(severe[format] ?? /\berror\b/);
      expect(text).not.toMatch(/\p{Emoji_Presentation}|\uFE0F/u);
    },
  );

  it.each([
    ['piped', [], {}, false, false],
    ['a terminal', [], {}, true, true],
    ['a terminal, NO_COLOR', [], { NO_COLOR: '1' }, true, false],
    ['a terminal, --no-color', ['--no-color'], {}, true, false],
    ['a terminal that is dumb', [], { TERM: 'dumb' }, true, false],
    ['piped, FORCE_COLOR', [], { FORCE_COLOR: '1' }, false, true],
    ['piped, FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false, false],
    ['piped, --color', ['--color'], {}, false, true],
    ['--color against NO_COLOR', ['--color'], { NO_COLOR: '1' }, false, true],
    ['--no-color against FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false, false],
  ] as const)('%s', async (_, args, env, terminal, colours) => {
    const text = await run([...args], { ...env }, terminal);
    expect(codesOf(text).length > 0).toBe(colours);
    // styles, and the 16 colours that every theme sets for itself
    for (const code of codesOf(text)) expect([0, 1, 2, 22, 31, 33, 36, 39]).toContain(code);
    // links are for terminals only, whatever is said of colours
    expect(text.includes(`${escape}]8;;`)).toBe(terminal && colours);
  });

  it('a link leads to the file, and is closed', async () => {
    const text = await run([], {}, true);
    const links = [
      ...text.matchAll(new RegExp(`${escape}\\]8;;([^${escape}]*)${escape}\\\\`, 'g')),
    ];
    const targets = links.map(([, url]) => url!);
    expect(targets.filter((url) => url !== '')).toHaveLength(2);
    expect(targets.filter((_, index) => index % 2 === 1).every((url) => url === '')).toBe(true);
    expect(targets[0]).toMatch(/^file:\/\/\/.*\/a\/elasticsearch\.yml$/);
  });

  it('other formats have no colours, whatever is said', async () => {
    for (const format of allFormats.filter((one) => !/^(?:pretty|text|github)$/.test(one)))
      expect(await run(['--format', format, '--color'], {}, true)).not.toContain(escape);
  });
});
