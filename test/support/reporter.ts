import { appendFileSync, writeSync } from 'node:fs'
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node'

/** What a run of the tests came to. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  /** One `NAME: WHY` for each test that did not run. */
  readonly notRun: readonly string[]
}

/**
 * Counts a run. Whatever did not pass or skip is a failure, and so is each error outside a test (a file that does not
 * load, a hook, an unhandled rejection), an interruption, and a run in which nothing passed at all.
 */
export function countTests(
  modules: readonly TestModule[],
  unhandledErrors: readonly unknown[],
  reason: TestRunEndReason,
): Counts {
  let passed = 0
  let failed = unhandledErrors.length + (reason === 'interrupted' ? 1 : 0)
  const notRun: string[] = []
  for (const module of modules) {
    failed += module.errors().length
    for (const suite of module.children.allSuites()) failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const result = test.result()
      if (result.state === 'passed') passed += 1
      else if (result.state === 'skipped')
        notRun.push(`${test.fullName}: ${result.note ?? whySkipped(test.options.mode)}`)
      else failed += 1
    }
  }
  // vitest may call a run failed for a reason that it gives to no test.
  if (failed === 0 && (passed === 0 || reason === 'failed')) failed = 1
  return { passed, failed, notRun }
}

function whySkipped(mode: string | undefined): string {
  if (mode === 'todo') return 'not written yet'
  if (mode === 'skip') return 'switched off in the source'
  return 'not chosen, or what it stands on failed'
}

/**
 * Prints `not run: NAME: WHY` for each test that was skipped and, as the very last line, `N passed, N failed`.
 * Where `DOCKLESS_TEST_COUNTS` names a file, both are appended to it instead, the counts as `PASSED FAILED`, for a
 * caller that sums several suites and closes with one line of its own.
 */
// oxlint-disable-next-line import/no-default-export -- vitest loads a reporter by its default export
export default class CountingReporter implements Reporter {
  #counts: Counts = { passed: 0, failed: 1, notRun: [] } // stands when the run dies before its end

  onInit(): void {
    // At exit, because the other reporters write their summaries at the end of the run too.
    process.once('exit', () => this.#close())
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    this.#counts = countTests(modules, unhandledErrors, reason)
  }

  #close(): void {
    const { passed, failed, notRun } = this.#counts
    if (failed > 0 && !process.exitCode) process.exitCode = 1
    const lines = notRun.map((line) => `not run: ${line}\n`).join('')
    const file = process.env['DOCKLESS_TEST_COUNTS']
    if (file) appendFileSync(file, `${lines}${passed} ${failed}\n`)
    else writeSync(1, `${lines}${passed} passed, ${failed} failed\n`)
  }
}
