import { defineConfig } from 'vitest/config'

const TESTS = 'test/**/*.test.ts'
const INTEGRATION = 'test/**/*.integration.test.ts'
const E2E = 'test/**/*.e2e.test.ts'

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: '100%',
    passWithNoTests: false,
    reporters: ['default', './test/support/reporter.ts'],
    projects: [
      {
        extends: true, // A property test on a busy runner takes longer than vitest's five seconds.
        test: { name: 'unit', include: [TESTS], exclude: [INTEGRATION, E2E], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: { name: 'integration', include: [INTEGRATION], testTimeout: 30_000, hookTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [E2E],
          // Each file has a seat of its own (test/support/account.ts); more of them would be in each other's way.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
