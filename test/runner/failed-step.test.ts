import { expect, test } from 'vitest'
import { failedStep } from '../../src/runner/failed-step.js'

const DOCKERFILE = `FROM scratch AS a
COPY busybox /bin/sh
SHELL ["/bin/sh","-c"]
RUN echo hi && \\
    echo there >&2
RUN echo about to fail && \\
    exit 42
`

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

test('BuildKit names the line itself', () => {
  expect(failedStep('buildkit', BUILDKIT)).toEqual({
    line: 6,
    exitStatus: 42,
    command: 'echo about to fail &&     exit 42',
  })
})

test('quotes in the command come back as they were', () => {
  const output =
    'error: failed to solve: process "/bin/sh -c echo \\"a\\\\b\\" \\u0026\\u0026 false" did not complete successfully: exit code: 1'
  expect(failedStep('buildkit', output)).toEqual({ exitStatus: 1, command: 'echo "a\\b" && false' })
})

test('buildah: the line is found by the command', () => {
  const step = { exitStatus: 42, command: 'echo about to fail &&     exit 42' }
  expect(failedStep('buildah', BUILDAH)).toEqual(step)
  expect(failedStep('buildah', BUILDAH, DOCKERFILE)).toEqual({ ...step, line: 6 })
})

test('buildah through a runtime says more in between', () => {
  const output = 'error building at STEP "RUN exit 3": error while running runtime: exit status 3'
  expect(failedStep('buildah', output, 'FROM a\nRUN --network=none exit 3\n')).toEqual({
    exitStatus: 3,
    command: 'exit 3',
    line: 2,
  })
})

test('a command that stands twice in the file has no line', () => {
  const output = 'Error: building at STEP "RUN false": exit status 1'
  expect(failedStep('buildah', output, 'FROM a\nRUN false\nFROM b\nRUN false\n')).toEqual({
    exitStatus: 1,
    command: 'false',
  })
})

test('a build that failed otherwise has no failed step', () => {
  expect(failedStep('buildkit', 'error: failed to solve: failed to read dockerfile')).toBeUndefined()
  expect(failedStep('buildah', 'Error: no FROM statement found')).toBeUndefined()
})
