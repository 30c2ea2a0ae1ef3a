import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

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
    builder.onLoad({ filter: /[/\\]schemas[/\\]settings-descriptions\.json$/ }, ({ path }) => {
      const compact = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(compact)});` };
    });
  },
};

/** The language server is as large as the rest, and a run that lints never asks for it. */
const serverOnDemand: Plugin = {
  name: 'server-on-demand',
  setup(builder) {
    builder.onResolve({ filter: /[/]lsp[/]server\.js$/ }, () => ({
      path: './server.cjs',
      external: true,
    }));
  },
};

/**
 * Node's own modules that a plain run never uses are loaded by the first use of something in them: of those that are
 * imported, the start of a process would wait for each. What is imported on demand already is left alone.
 */
const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  setup(builder) {
    builder.onEnd(({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(
          path,
          text.replace(
            /(?<== ?)require\(("(?:node:)?(?:child_process|crypto|os|timers\/promises|tls|worker_threads)")\)/g,
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
  alias: { yaml },
  plugins: [noNetwork, jsonAsText],
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
    chunkNames: 'chunks/[name]-[hash]',
    // some bundled packages are CommonJS and ask for Node's own modules through require
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

/** cli.cjs, which starts main.cjs with the code that was compiled before; server.cjs is what `lsp` loads. */
async function command(outdir: string): Promise<void> {
  const script = {
    ...options,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  } as const;
  const onDemand =
    'const __onDemand = (name) => new Proxy({}, { get: (_, key) => require(name)[key] });';
  const modules = {
    ...script,
    plugins: [...options.plugins, serverOnDemand, builtinsOnDemand],
    write: false,
    outdir,
    outExtension: { '.js': '.cjs' },
  } satisfies BuildOptions;
  await Promise.all([
    build({
      ...modules,
      entryPoints: { main: 'src/cli/main.ts' },
      // as a whole one function: to put it into one at the start would copy it
      banner: { js: `(function (exports, require, module, __filename, __dirname) {${onDemand}` },
      footer: { js: '})' },
    }),
    build({
      ...modules,
      entryPoints: { server: 'src/lsp/server.ts' },
      banner: { js: onDemand },
    }),
  ]);
  const hash = createHash('sha256')
    .update(readFileSync(join(outdir, 'main.cjs')))
    .digest('hex');
  await build({
    ...script,
    entryPoints: { cli: 'src/cli/start.ts' },
    outdir,
    outExtension: { '.js': '.cjs' },
    banner: { js: '#!/usr/bin/env node' },
    define: { ...script.define, __BUILD__: JSON.stringify(hash.slice(0, 32)) },
  });
}
