import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const require = createRequire(import.meta.url);
// its module build, which Node itself would not choose, loses what is not used and loads faster
const yaml = join(dirname(require.resolve('yaml/package.json')), 'browser/index.js');

/** commander asks for child processes at once, for commands that are programs of their own; we have none of those. */
const childProcessOnDemand: Plugin = {
  name: 'child-process-on-demand',
  setup(builder) {
    builder.onResolve({ filter: /^(?:node:)?child_process$/ }, ({ importer }) =>
      importer.includes('commander')
        ? { path: 'child_process', namespace: 'on-demand' }
        : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'on-demand' }, () => ({
      contents: "module.exports = { get spawn() { return require('node:child_process').spawn; } };",
    }));
  },
};

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
    builder.onLoad({ filter: /[/\\]schemas[/\\]settings[^/\\]*\.json$/ }, ({ path }) => {
      const compact = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(compact)});` };
    });
  },
};

/**
 * Bundles the command and the library, each with all they need, heavy parts in chunks that are loaded only when used.
 *
 * @param outdir where cli.js, index.js and chunks/ go
 * @throws Error when something cannot be bundled
 */
export async function bundle(outdir: string): Promise<void> {
  await build({
    entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
    absWorkingDir: dirname(import.meta.dirname),
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // the CommonJS builds of some packages ask for files that a bundle does not have
    mainFields: ['module', 'main'],
    alias: { yaml },
    plugins: [childProcessOnDemand, noNetwork, jsonAsText],
    splitting: true,
    minify: true,
    legalComments: 'none',
    chunkNames: 'chunks/[name]-[hash]',
    logLevel: 'warning',
    // some bundled packages are CommonJS and ask for Node's own modules through require
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}
