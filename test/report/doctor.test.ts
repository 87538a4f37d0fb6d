import { expect, test } from 'vitest'
import { renderDoctor } from '../../src/report/doctor.js'
import type { Assessment } from '../../src/strategies/strategy.js'
import { MACHINE } from '../runner/facts-fixture.js'

const CLOSED = {
  holds: false,
  evidence: '`unshare -U true`: exit 1',
  cause: 'user.max_user_namespaces is 0',
  fix: '`sysctl -w user.max_user_namespaces=63359`',
}
const FACTS = { ...MACHINE, trials: { ...MACHINE.trials, userNamespace: CLOSED, mount: CLOSED } }
const ASSESSMENTS: readonly Assessment[] = [
  {
    strategy: 'assemble',
    holds: true,
    conditions: [{ name: 'no RUN', holds: true, evidence: 'none', fix: '' }],
  },
  {
    strategy: 'buildkit',
    holds: false,
    conditions: [
      { name: 'tools', holds: true, evidence: 'buildkitd 0.32.2', fix: '' },
      { name: 'user namespace', holds: false, evidence: 'a | b <c>', fix: CLOSED.fix },
      { name: 'mount', holds: false, evidence: 'no', fix: CLOSED.fix },
    ],
  },
]

const report = renderDoctor(FACTS, ASSESSMENTS, 'gitlab')

test('the document is host, facts and assessments, and survives JSON', () => {
  expect(Object.keys(report.json)).toEqual(['host', 'facts', 'assessments'])
  expect(JSON.parse(JSON.stringify(report.json))).toMatchObject({
    host: 'gitlab',
    facts: { trials: { userNamespace: { holds: false } } },
    assessments: [{ strategy: 'assemble' }, { strategy: 'buildkit', holds: false }],
  })
})

test('text: every condition, held or not, with evidence and fix', () => {
  expect(report.text).toContain('assemble: can build here')
  expect(report.text).toContain('buildkit: cannot build here')
  expect(report.text).toContain('yes  tools: buildkitd 0.32.2')
  expect(report.text).toMatch(/NO {3}user namespace: a \| b <c>\n\s+fix: `sysctl/)
})

test('text: a cause is told once for all trials that it fails, a fix once for all strategies', () => {
  const trials = report.text.slice(report.text.indexOf('Trials'), report.text.indexOf('Strategies'))
  expect(trials.split(CLOSED.cause)).toHaveLength(2)
  expect(trials).toContain('as above')
  const todo = report.text.slice(report.text.indexOf('What to change'))
  expect(todo.split(CLOSED.fix)).toHaveLength(2)
})

test('Markdown: what would end a cell or be HTML is escaped', () => {
  expect(report.markdown).toContain('user namespace: a \\| b &lt;c>')
  const rows = report.markdown.split('\n').filter((line) => line.startsWith('| '))
  for (const row of rows) expect(row.endsWith(' |'), row).toBe(true)
})

test('a rootful daemon is named as what it is', () => {
  const daemons = [{ socket: '/run/docker.sock', rootless: false, evidence: 'belongs to uid 0' }]
  const { text } = renderDoctor({ ...MACHINE, daemons }, [], 'terminal')
  expect(text).toContain('/run/docker.sock  ROOT-EQUIVALENT: belongs to uid 0')
})

test('tools: version, place and defect', () => {
  expect(report.text).toMatch(/crun +1\.8\.1 \/usr\/bin\/crun: it does not know `run --keep`/)
  expect(report.text).toMatch(/buildah +not found/)
})
