import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

/** The part of ESLint's programming interface that is used; version 8 comes without types. */
interface Eslint {
  lintText(text: string, options: { filePath: string }): Promise<{ messages: Message[] }[]>;
}

const { ESLint } = createRequire(import.meta.url)('eslint') as {
  ESLint: new (options: object) => Eslint;
};

// types are of no use to the walls, and take long
const eslint = new ESLint({
  overrideConfig: {
    overrides: [
      {
        files: ['*.ts'],
        parserOptions: { project: null },
        extends: ['plugin:@typescript-eslint/disable-type-checked'],
      },
    ],
  },
});

async function broken(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return result!.messages
    .map(({ ruleId, message }) => ruleId ?? message)
    .filter((rule) => !rule.endsWith('no-unused-vars'));
}

const importing = (path: string): string => `import { x } from '${path}';\nexport const y = x;\n`;
const wall = ['@typescript-eslint/no-restricted-imports'];

describe('the walls between the layers', () => {
  it.each([
    ['src/core/x.ts', '../documents/tree.js'],
    ['src/core/x.ts', '../../rules/registry.js'],
    ['src/documents/x.ts', '../settings/entry.js'],
    ['src/documents/x.ts', '../workspace/vfs.js'],
    ['src/settings/x.ts', '../topology/node.js'],
    ['src/topology/x.ts', '../workspace/session.js'],
    ['src/topology/x.ts', '../../rules/registry.js'],
    ['src/reporters/x.ts', '../documents/document.js'],
    ['src/reporters/x.ts', '../cli/lint.js'],
    ['src/reporters/sarif/x.ts', '../../settings/versions.js'],
    ['rules/remote/x.ts', './alias.js'],
    ['rules/remote/x.ts', '../link/license.js'],
    ['rules/remote/x.ts', '../registry.js'],
    ['rules/remote/x.ts', '../../src/workspace/session.js'],
    ['rules/remote/x.ts', '../../src/cli/lint.js'],
    ['rules/remote/x.ts', '../../src/reporters/json.js'],
    ['rules/remote/x.ts', '../../src/lsp/server.js'],
    ['rules/remote/_shared.ts', './alias.js'],
    ['rules/remote/x.ts', 'node:fs'],
    ['src/core/x.ts', 'fs'],
    ['src/documents/x.ts', 'node:fs/promises'],
    ['src/settings/x.ts', 'node:process'],
    ['src/topology/x.ts', 'child_process'],
    ['src/workspace/session.ts', 'node:fs'],
    ['src/reporters/x.ts', 'node:os'],
    ['src/index.ts', 'process'],
    ['src/cli/x.ts', 'node:https'],
    ['src/workspace/disk.ts', 'node:net'],
  ])('%s does not import %s', async (file, path) => {
    expect(await broken(file, importing(path))).toEqual(wall);
  });

  it.each([
    ['src/core/x.ts', './text.js'],
    ['src/documents/x.ts', '../core/text.js'],
    ['src/settings/x.ts', '../documents/tree.js'],
    ['src/settings/x.ts', '../../schemas/versions.json'],
    ['src/topology/x.ts', '../settings/entry.js'],
    ['src/reporters/x.ts', './sarif/places.js'],
    ['src/reporters/sarif/x.ts', '../json.js'],
    ['src/reporters/sarif/x.ts', '../../core/finding.js'],
    ['src/workspace/x.ts', '../topology/build.js'],
    ['src/workspace/disk.ts', 'node:fs'],
    ['src/cli/x.ts', 'node:process'],
    ['src/lsp/x.ts', 'node:fs'],
    ['rules/remote/x.ts', './_shared.js'],
    ['rules/remote/x.ts', '../link/_shared.js'],
    ['rules/remote/x.ts', '../../src/topology/rule.js'],
    ['rules/remote/x.ts', '../../src/core/finding.js'],
    ['tools/x.ts', 'node:fs'],
    ['test/x.ts', 'node:child_process'],
  ])('%s may import %s', async (file, path) => {
    expect(await broken(file, importing(path))).toEqual([]);
  });

  it.each([
    ['src/core/x.ts', 'export const x = process.env;\n', 'no-restricted-globals'],
    ['rules/remote/x.ts', 'export const x = process.cwd();\n', 'no-restricted-globals'],
    ['src/workspace/x.ts', "export const x = fetch('http://x');\n", 'no-restricted-globals'],
    ['src/reporters/x.ts', "console.log('x');\n", 'no-console'],
    ['src/core/x.ts', '//\n'.repeat(301), 'max-lines'],
    ['rules/remote/x.ts', '//\n'.repeat(121), 'max-lines'],
  ])('%s: %s is reported', async (file, text, rule) => {
    expect(await broken(file, text)).toEqual([rule]);
  });

  it('cli and disk may touch the process', async () => {
    for (const file of ['src/cli/x.ts', 'src/workspace/disk.ts', 'tools/x.ts']) {
      expect(await broken(file, 'export const x = process.env;\n')).toEqual([]);
    }
  });
});
