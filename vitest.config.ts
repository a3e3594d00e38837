import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { failureDigest } from './test/support/failure-digest.ts';
import { LongestFirst } from './test/support/longest-first.ts';

/** A condition may take its time on a busy machine: the limit only ends what would never come. */
const patient = { testTimeout: 900_000, hookTimeout: 600_000, expect: { poll: { timeout: 120_000 } } };

// Projects by what they need: nothing, a PostgreSQL of their own (started once for the run), a browser, servers of the machine, the whole system.
export default defineConfig({
  test: {
    // TEST_FAILURES names a file that collects what failed (scripts/check.mjs, .ci/run).
    reporters: ['default', ...(process.env.TEST_FAILURES ? [failureDigest(process.env.TEST_FAILURES)] : [])],
    // Tests wait for processes, faults and time limits more than they compute.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          ...patient,
          include: ['**/*.test.ts'],
          exclude: [
            '**/node_modules/**',
            '**/dist/**',
            '**/*.pg.test.ts',
            '**/*.e2e.test.ts',
            '**/*.browser.test.ts',
            '**/*.servers.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['**/*.pg.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['test/support/postgres-setup.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.browser.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'servers',
          include: ['test/servers/**/*.servers.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.test.ts'],
          ...patient,
          // Each file has its own processes, ports and directory, and waits for them more than it computes.
          maxWorkers: 2,
        },
      },
    ],
  },
});
