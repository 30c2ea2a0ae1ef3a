import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
  },
});
