/**
 * Beside the usual rules, the walls of this project: core <- documents <- settings <- topology <- rules, reporters on
 * core alone, and the outside world (files, process, console) only where it belongs.
 */

const files = ['fs', 'fs/promises'];
const outside = [...files, 'process', 'child_process', 'os', 'worker_threads', 'readline'];
const network = ['net', 'dns', 'dns/promises', 'tls', 'dgram', 'http', 'http2', 'https'];

/** The plain and the `node:` form of each module. */
const modules = (names, message) =>
  names.flatMap((name) => [name, `node:${name}`]).map((name) => ({ name, message }));

const offline = modules(network, 'This program never uses the network.');
const pure = modules(outside, 'Files and process belong to workspace/disk.ts, cli, lsp and tools.');

/** What a layer may import: from `..` only the named neighbours. */
const wall = (paths, ...groups) => [
  'error',
  { paths, patterns: groups.map(([group, message]) => ({ group, message })) },
];

/** A layer of src/ that sees only the named ones, and nothing outside the program; it may have folders of its own. */
const layer = (name, ...neighbours) =>
  [
    [`src/${name}/*.ts`, '..'],
    [`src/${name}/*/**/*.ts`, '../..'],
  ].map(([pattern, up]) => ({
    files: [pattern],
    rules: {
      '@typescript-eslint/no-restricted-imports': wall(
        [...offline, ...pure],
        [
          [`${up}/[a-z]*`, ...neighbours.map((neighbour) => `!${up}/${neighbour}`)],
          `src/${name} may import from ${['itself', ...neighbours].join(', ')} only.`,
        ],
        [
          [`${up}/../[a-z]*`, `!${up}/../schemas`],
          'Nothing but schemas/ is imported from outside of src/.',
        ],
      ),
    },
  }));

module.exports = {
  root: true,
  ignorePatterns: [
    '!.eslintrc.cjs',
    'dist',
    'coverage',
    'node_modules',
    '*.generated.js',
    '*.generated.d.ts',
    'rules/registry.ts',
    'editors/vscode/src/extension.ts',
  ],
  env: { es2022: true, node: true },
  parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
  extends: ['eslint:recommended', 'prettier'],
  reportUnusedDisableDirectives: true,
  overrides: [
    {
      files: ['*.ts'],
      parser: '@typescript-eslint/parser',
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: __dirname },
      plugins: ['@typescript-eslint'],
      extends: ['plugin:@typescript-eslint/recommended-type-checked', 'prettier'],
      rules: {
        '@typescript-eslint/no-unused-vars': [
          'error',
          { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
        ],
        '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
        eqeqeq: 'error',
      },
    },
    {
      files: ['src/**/*.ts', 'rules/**/*.ts'],
      rules: {
        'no-console': 'error',
        'no-restricted-globals': [
          'error',
          {
            name: 'process',
            message: 'Only workspace/disk.ts, cli, lsp and tools touch the process.',
          },
          { name: 'fetch', message: 'This program never uses the network.' },
          { name: 'WebSocket', message: 'This program never uses the network.' },
        ],
        '@typescript-eslint/no-restricted-imports': wall([...offline, ...pure]),
        'max-lines': ['warn', 300],
      },
    },
    ...layer('core'),
    ...layer('documents', 'core'),
    ...layer('settings', 'core', 'documents'),
    ...layer('topology', 'core', 'documents', 'settings'),
    ...layer('reporters', 'core'),
    {
      files: ['rules/**/*.ts'],
      rules: {
        '@typescript-eslint/no-restricted-imports': wall(
          [...offline, ...pure],
          [
            ['./[a-z]*', '../[a-z]*/[a-z]*', '../registry.js'],
            'A rule never imports another rule; what several need is in `_shared.ts`.',
          ],
          [
            [
              '**/src/workspace/**',
              '**/src/cli/**',
              '**/src/lsp/**',
              '**/src/reporters/**',
              '**/src/index.js',
            ],
            'A rule sees core, documents, settings and topology.',
          ],
        ),
        // `report` is taken out of its context everywhere, and is made for it
        '@typescript-eslint/unbound-method': 'off',
        'max-lines': ['warn', 120],
      },
    },
    {
      files: ['src/workspace/disk.ts', 'src/cli/**/*.ts', 'src/lsp/**/*.ts'],
      rules: {
        'no-console': 'off',
        'no-restricted-globals': 'off',
        '@typescript-eslint/no-restricted-imports': wall(offline),
      },
    },
    {
      // the TLS of Node over a pair of streams in memory, to prove verdicts with: no socket is opened
      files: ['src/cli/proof/wire.ts'],
      rules: {
        '@typescript-eslint/no-restricted-imports': wall(
          offline.filter(({ name }) => !/^(?:node:)?tls$/.test(name)),
        ),
      },
    },
  ],
};
