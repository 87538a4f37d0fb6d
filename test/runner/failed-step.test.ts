import { expect, test } from 'vitest'
import { failedLine, failedStep } from '../../src/runner/failed-step.js'

// What buildctl 0.32.2 printed for it (--progress rawjson prints the same end).
const BUILDKIT = `#6 [3/3] RUN echo about to fail &&     exit 42
#6 0.054 about to fail
#6 ERROR: process "/bin/sh -c echo about to fail &&     exit 42" did not complete successfully: exit code: 42
------
 > [3/3] RUN echo about to fail &&     exit 42:
0.054 about to fail
------
Dockerfile:6
--------------------
   5 |         echo there >&2
   6 | >>> RUN echo about to fail && \\
   7 | >>>     exit 42
   8 |     
--------------------
error: failed to solve: process "/bin/sh -c echo about to fail &&     exit 42" did not complete successfully: exit code: 42
`

// What buildah 1.28.2 printed for it.
const BUILDAH = `STEP 4/5: RUN echo hi &&     echo there >&2
hi
STEP 5/5: RUN echo about to fail &&     exit 42
about to fail
there
subprocess exited with status 42
subprocess exited with status 42
Error: building at STEP "RUN echo about to fail &&     exit 42": exit status 42
`

const KANIKO = `Running: [/bin/sh -c echo about to fail &&     exit 42]
about to fail
error building image: error building stage: failed to execute command: waiting for process to exit: exit status 42
`

test.each([
  ['BuildKit', BUILDKIT],
  ['buildah', BUILDAH],
  ['kaniko', KANIKO],
])('%s tells the step that failed', (_name, output) => {
  expect(failedStep(output)).toEqual({ exitStatus: 42, command: 'echo about to fail &&     exit 42' })
})

test('quotes in the command come back as they were', () => {
  const output =
    'error: failed to solve: process "/bin/sh -c echo \\"a\\\\b\\" \\u0026\\u0026 false" did not complete successfully: exit code: 1'
  expect(failedStep(output)).toEqual({ exitStatus: 1, command: 'echo "a\\b" && false' })
})

test('buildah through a runtime says more in between', () => {
  const output = 'error building at STEP "RUN exit 3": error while running runtime: exit status 3'
  expect(failedStep(output)).toEqual({ exitStatus: 3, command: 'exit 3' })
})

test('a step that runs a builder itself: the builder around it has the last word', () => {
  const inner =
    'error: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 7'
  const outer = 'Error: building at STEP "RUN buildctl build": exit status 1'
  expect(failedStep(`${inner}\n${outer}\n`)).toEqual({ exitStatus: 1, command: 'buildctl build' })
})

test('a build that failed otherwise has no failed step', () => {
  expect(failedStep('error: failed to solve: failed to read dockerfile')).toBeUndefined()
  expect(failedStep('Error: no FROM statement found')).toBeUndefined()
  expect(failedStep('error building image: error pushing image: 500')).toBeUndefined()
})

test('the line is the one that BuildKit marks, not what a step printed before', () => {
  expect(failedLine(BUILDKIT)).toBe(6)
  expect(failedLine(`test.py:12\n--------------------\n 3 | >>> a\n${BUILDKIT}`)).toBe(6)
  expect(failedLine(BUILDAH)).toBeUndefined()
})
