import { configDefaults, defineConfig } from 'vitest/config';

/** They put other rules in the place of ours, which nobody else may see. */
const mocking = ['test/rules/engine.test.ts', 'test/requirements/R35.test.ts'];

export default defineConfig({
  test: {
    // nothing that is tested may use the network; test/requirements/R27.test.ts says more
    setupFiles: ['test/no-network.mjs'],
    // the command is built once for all tests
    globalSetup: ['test/build-once.ts'],
    // generous: a busy machine makes tests that start processes slow, not wrong
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'threads',
    // the default leaves one processor idle, half of them on the smallest machines
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...mocking],
          // to load all rules anew for each file takes a fifth of the time
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: mocking } },
    ],
  },
});
