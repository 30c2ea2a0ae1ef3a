import dns from 'node:dns';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import config from '../../vitest.config.js';
import { rules } from '../../rules/registry.js';
import { releaseTree } from '../../tools/release-tree.js';
import { builtCommand, folder, runNode, useCommand } from '../cli/command.js';

useCommand();

const filesBelow = (directory: string, ending: RegExp): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => join(directory, path));

/** Modules of Node that lead to the network. `tls` is left out: of it only the list of public CAs is read. */
const modules = 'net|dns|dns/promises|dgram|http|https|http2|inspector|undici';
const importing = new RegExp(
  `\\b(?:from|import|require)\\s*\\(?\\s*["'](?:node:)?(?:${modules})["']`,
);
const calling = /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\s*\(/;
const telemetry = /\b(?:telemetry(?!\.)|analytics|segment\.io|sentry|posthog|mixpanel)\b/i;

describe('R27: no network', () => {
  it('this whole suite runs without: dialling, listening and asking for names end in an error', async () => {
    expect((config as { test: { setupFiles: string[] } }).test.setupFiles).toContain(
      'test/no-network.mjs',
    );
    expect(() => net.connect(9)).toThrow('no network here');
    expect(() => net.createServer().listen(0)).toThrow('no network here');
    expect(() => dns.lookup('localhost', () => undefined)).toThrow('no network here');
    expect(() => fetch('http://localhost')).toThrow('no network here');
    const child = await runNode(['-e', "require('node:net').connect(9)"]);
    expect(child.stderr).toContain('no network here');
  });

  it.each(['src', 'rules'])('nothing in %s reaches for it', (directory) => {
    const files = filesBelow(directory, /\.ts$/);
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect(text, file).not.toMatch(importing);
      expect(text, file).not.toMatch(calling);
      expect(text, file).not.toMatch(telemetry);
    }
  });

  it('nor does what is bundled, the packages of others included', () => {
    // however it is written once it is bundled: as an import, or as a call of whatever require is called there
    const asked = new RegExp(
      `(?:\\bfrom|\\bimport\\(?|\\brequire\\(|(?<![.\\w$])[\\w$]{1,4}\\()\\s*["'](?:node:)?(?:${modules})["'](?:\\)|;)`,
    );
    expect('var a=b(c("net"));').toMatch(asked);
    expect('import x from"node:http";').toMatch(asked);
    const files = filesBelow(builtCommand(), /\.[cm]?js$/);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect(asked.exec(text)?.[0], file).toBeUndefined();
      expect(calling.exec(text)?.[0], file).toBeUndefined();
    }
  });

  it('node:tls gives the list of public CAs, or speaks over streams in memory', () => {
    const used = filesBelow('src', /\.ts$/).filter((file) =>
      /^(?!import type).*(?:from|import\() ?'node:tls'/m.test(readFileSync(file, 'utf8')),
    );
    expect(used.map((file) => file.replaceAll('\\', '/'))).toContain(
      'src/topology/public-roots.ts',
    );
    for (const file of used) {
      const text = readFileSync(file, 'utf8');
      expect(text, file).toMatch(/rootCertificates|\bDuplex\b/);
      // where it connects, it is given the stream
      for (const [, rest] of text.matchAll(/\bconnect\(\{([^]*?)\n {2,4}\}\)/g)) {
        expect(rest, file).toMatch(/\bsocket\b/);
        expect(rest, file).not.toMatch(/\b(?:port|path):/);
      }
    }
  });

  it('the pages of rules and the schemas are in the package', async () => {
    const tree = folder();
    releaseTree(tree, { dist: builtCommand() });
    const run = (...args: string[]) => runNode([join(tree, 'dist/cli.cjs'), ...args]);
    const schema = await run('schema', '--es-version', '9.5');
    expect(schema.code).toBe(0);
    expect(schema.stdout.length).toBeGreaterThan(10_000);
    const sample = rules.filter((_, index) => index % 40 === 0);
    for (const { id } of sample) {
      const { code, stdout } = await run('explain', id);
      expect(code).toBe(0);
      expect(stdout).toContain('## Why it matters');
    }
  });
});
