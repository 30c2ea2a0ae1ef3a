import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import ts from 'typescript';

const require = createRequire(import.meta.url);
// its module build, which Node itself would not choose, loses what is not used and loads faster
const yaml = join(dirname(require.resolve('yaml/package.json')), 'browser/index.js');

/** The library of the language server could also talk over sockets; our server has standard input and output only. */
const noNetwork: Plugin = {
  name: 'no-network',
  setup(builder) {
    builder.onResolve({ filter: /^(?:node:)?(?:net|dns|dgram|https?|http2)$/ }, ({ path }) => ({
      path,
      namespace: 'no-network',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'no-network' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};

/** JavaScript engines read a long JSON text several times faster than the same object written as code. */
const jsonAsText: Plugin = {
  name: 'json-as-text',
  setup(builder) {
    builder.onLoad(
      { filter: /[/\\]schemas[/\\](?:settings-descriptions|symptoms|renames)\.json$/ },
      ({ path }) => {
        const compact = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
        return { contents: `module.exports = JSON.parse(${JSON.stringify(compact)});` };
      },
    );
  },
};

/** What a rule says, of which a run that finds nothing needs no word. */
const texts = new Set(['summary', 'messages', 'evidence', 'links']);

/** The code of a rule in which those are getters: to read and make them is a thirtieth of what a start takes. */
function withTextsOnDemand(path: string): string {
  const code = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest);
  const pieces: string[] = [];
  let end = 0;
  const visit = (node: ts.Node): void => {
    if (!ts.isCallExpression(node) || node.expression.getText(file) !== 'defineRule')
      return ts.forEachChild(node, visit);
    const [rule] = node.arguments;
    for (const property of rule && ts.isObjectLiteralExpression(rule) ? rule.properties : []) {
      if (!ts.isPropertyAssignment(property) || !texts.has(property.name.getText(file))) continue;
      const { name, initializer } = property;
      pieces.push(
        code.slice(end, property.getStart(file)),
        `get ${name.getText(file)}() { return ${initializer.getText(file)}; }`,
      );
      end = property.end;
    }
  };
  visit(file);
  return pieces.join('') + code.slice(end);
}

const textsOnDemand: Plugin = {
  name: 'texts-on-demand',
  setup(builder) {
    builder.onLoad({ filter: /[/\\]rules[/\\][\w-]+[/\\][\w-]+\.ts$/ }, ({ path }) => ({
      contents: withTextsOnDemand(path),
      loader: 'ts',
    }));
  },
};

/**
 * What few runs need and what needs none of our modules, by the script that it becomes. A start reads the scripts that it
 * needs, and nothing is in two of them but what the language server shares with the command.
 */
const apart: Readonly<Record<string, string>> = {
  yaml,
  'jsonc-parser': 'jsonc-parser',
  re2js: 're2js',
  semver: 'semver',
  picomatch: 'picomatch',
  ignore: 'ignore',
  'settings-descriptions': './schemas/settings-descriptions.json',
  symptoms: './schemas/symptoms.json',
  renames: './schemas/renames.json',
  'manifest-validator': './src/workspace/manifest-validator.generated.js',
  validators: './src/settings/security-bodies/validators.generated.js',
};

/** The names of those scripts by what is imported: a library, or a file whatever the way to it. */
const scriptOf = new Map(
  Object.entries(apart).map(([name, path]) => [
    path.startsWith('./') ? basename(path) : name,
    name,
  ]),
);

const scriptsApart: Plugin = {
  name: 'scripts-apart',
  setup(builder) {
    builder.onResolve({ filter: /./, namespace: 'file' }, ({ path, kind }) => {
      const name = scriptOf.get(path.startsWith('.') ? basename(path) : path);
      return name && kind !== 'entry-point' ? { path: `./${name}.cjs`, external: true } : undefined;
    });
    builder.onResolve({ filter: /[/]lsp[/]server\.js$/ }, () => ({
      path: './server.cjs',
      external: true,
    }));
  },
};

/**
 * Scripts and Node's own modules that a plain run never uses are loaded by the first use of something in them: of those
 * that are imported, the start of a process would wait for each. What is imported on demand already is left alone.
 */
const loadedOnDemand: Plugin = {
  name: 'loaded-on-demand',
  setup(builder) {
    builder.onEnd(({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        // the start reads them as such, which is fastest; only in patterns does esbuild leave other letters as they are
        const other = /.{0,40}\P{ASCII}.{0,40}/u.exec(text);
        if (other)
          throw new Error(`${path} is not all ASCII: write \\u… in the pattern ${other[0]}`);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(
          path,
          text.replace(
            /(?<== ?)require\(("(?:\.\/[\w-]+\.cjs|(?:node:)?(?:child_process|crypto|os|timers\/promises|tls|v8|worker_threads))")\)/g,
            '__onDemand($1)',
          ),
        );
      }
    });
  },
};

const options = {
  absWorkingDir: dirname(import.meta.dirname),
  bundle: true,
  platform: 'node',
  target: 'node20',
  // the CommonJS builds of some packages ask for files that a bundle does not have
  mainFields: ['module', 'main'],
  plugins: [noNetwork, jsonAsText, textsOnDemand],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * Bundles the command and the library, each with all they need, heavy parts in chunks that are loaded only when used.
 *
 * @param outdir where cli.cjs, index.js and chunks/ go
 * @throws Error when something cannot be bundled
 */
export async function bundle(outdir: string): Promise<void> {
  await Promise.all([library(outdir), command(outdir)]);
}

/** index.js and chunks/: modules, for those who import the library. */
async function library(outdir: string): Promise<void> {
  await build({
    ...options,
    entryPoints: { index: 'src/index.ts' },
    outdir,
    format: 'esm',
    splitting: true,
    alias: { yaml },
    chunkNames: 'chunks/[name]-[hash]',
    // some bundled packages are CommonJS and ask for Node's own modules through require
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

/** cli.cjs, which starts main.cjs with the code that was compiled before, and the scripts that this asks for. */
async function command(outdir: string): Promise<void> {
  const script = {
    ...options,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    outdir,
    outExtension: { '.js': '.cjs' },
  } satisfies BuildOptions;
  const onDemand =
    'const __onDemand = (name, known) => new Proxy({}, { get: (_, key) => (known ??= require(name))[key] });';
  // as a whole one function: to put it into one at the start would copy it
  const asFunction = {
    banner: { js: `(function (exports, require, module, __filename, __dirname) {${onDemand}` },
    footer: { js: '})' },
    write: false,
  } as const;
  const parts = { main: 'src/cli/main.ts', server: 'src/lsp/server.ts' };
  const built = await Promise.all([
    build({
      ...script,
      ...asFunction,
      entryPoints: parts,
      plugins: [...options.plugins, scriptsApart, loadedOnDemand],
    }),
    build({
      ...script,
      ...asFunction,
      entryPoints: apart,
      plugins: [...options.plugins, loadedOnDemand],
    }),
  ]);
  const hash = createHash('sha256');
  for (const { outputFiles } of built) for (const { hash: one } of outputFiles) hash.update(one);
  await build({
    ...script,
    entryPoints: { cli: 'src/cli/start.ts' },
    banner: { js: '#!/usr/bin/env node' },
    define: { ...script.define, __BUILD__: JSON.stringify(hash.digest('hex').slice(0, 32)) },
  });
  copyFileSync(join(options.absWorkingDir, 'src/cli/rehearsal.yml'), join(outdir, 'rehearsal.yml'));
}
