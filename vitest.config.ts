import { defineConfig } from 'vitest/config';

// "core" needs no host and runs on every Node; "engine" asks other terminals what they make of the
// same output; "hosts" drives real tmux and the built command.
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['src/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['test/term/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'hosts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/term/**'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          // Real programs on a shared machine: one that was starved gets a second chance, loudly.
          retry: process.env['CI'] === 'true' ? 1 : 0,
        },
      },
    ],
    reporters: ['default'],
  },
});
